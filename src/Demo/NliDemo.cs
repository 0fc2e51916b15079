using System.Globalization;
using CompExplain.Demo.Writing;
using CompExplain.Import;
using CompExplain.Import.Text;
using CompExplain.Import.Units;
using CompExplain.Networks.Small;
using CompExplain.Storage;
using CompExplain.Storage.Files;

namespace CompExplain.Demo;

/// <summary>
/// The steps of the demo of sentence pairs: a grammar writes them, a small network learns how the two sentences stand to each
/// other, and the units of its last hidden layer are stored with their masks, active above 0. Each step is one transaction.
/// </summary>
public static class NliDemo
{
    /// <summary>The layer that is probed.</summary>
    public const string Layer = "hidden";

    private const int HoldOutEvery = 5;

    private static readonly string[] Classes = ["entailment", "neutral", "contradiction"];

    /// <summary>The state of a database.</summary>
    /// <param name="databasePath">The database.</param>
    /// <param name="options">The demo that it is to be of.</param>
    /// <exception cref="StorageException">It is no probe database, or damaged.</exception>
    public static DemoState StateOf(string databasePath, NliDemoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!File.Exists(databasePath))
        {
            return DemoState.Missing;
        }

        using var database = ProbeDatabase.Open(databasePath);
        var dataset = database.Dataset;
        if (dataset.Name != NameOf(options) || dataset.InputCount != options.Pairs)
        {
            return DemoState.Foreign;
        }

        return database.FindLayer(Layer) is null ? DemoState.Imported : DemoState.Probed;
    }

    /// <summary>Writes the pairs as files, and imports them as any files of pairs are.</summary>
    /// <param name="options">The pairs.</param>
    /// <param name="databasePath">The database to make.</param>
    /// <param name="folder">A folder for the files, which stay there.</param>
    /// <param name="replace">Replace a database that is there.</param>
    /// <param name="progress">Reports each step.</param>
    /// <param name="cancellation">Cancels it; no database is then made.</param>
    /// <exception cref="StorageException">The database exists and is not to be replaced, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportSummary Import(
        NliDemoOptions options,
        string databasePath,
        string folder,
        bool replace = false,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var pairs = SentencePairs.Write(options.Pairs, options.Seed);
        string tok = Path.Combine(folder, "pairs.tok"), labels = Path.Combine(folder, "pairs.labels");
        File.WriteAllLines(tok, pairs.SelectMany(pair => new[] { pair.Premise, pair.Hypothesis }));
        File.WriteAllLines(labels, pairs.Select(pair => pair.Label));
        return NliImporter.Import(
            new NliImportOptions { Name = NameOf(options), TokPath = tok, LabelsPath = labels, Replace = replace },
            databasePath,
            progress,
            cancellation);
    }

    /// <summary>Trains the network, runs it on all pairs, and stores its units and what it predicts.</summary>
    /// <param name="options">The demo.</param>
    /// <param name="databasePath">The database that <see cref="Import"/> made.</param>
    /// <param name="progress">Reports each step.</param>
    /// <param name="cancellation">Cancels it; nothing is then written.</param>
    /// <exception cref="ImportException">libtorch cannot be loaded.</exception>
    /// <exception cref="StorageException">The database cannot be written, or has the layer already.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportSummary Probe(
        NliDemoOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var pairs = SentencePairs.Write(options.Pairs, options.Seed);
        var words = new PairWords(pairs);
        int[] train = [.. Enumerable.Range(0, pairs.Count).Where(i => !IsHeldOut(i))];
        int[] labels = [.. train.Select(i => Array.IndexOf(Classes, pairs[i].Label))];
        var training = new SmallTraining(pairs.Count, words.Read, train, labels, Classes)
        {
            Epochs = options.Epochs,
            Seed = options.Seed,
        };
        using var network = SmallNetwork.TrainOnVectors(training, 3 * words.Count, options.Units, progress, cancellation);
        var units = new UnitImportOptions("the demo's network", Layer, ThresholdRule.Above(0))
        {
            Model = string.Create(CultureInfo.InvariantCulture, $"demo network, 2 hidden layers over words, seed {options.Seed}"),
            Preprocessing = "lower-cased words of either side, and those of both",
        };
        return network.Probe(units, databasePath, progress, cancellation);
    }

    /// <summary>How well the network does on the pairs that were held out from training.</summary>
    /// <param name="database">A database that was probed.</param>
    public static DemoTraining Accuracy(ProbeDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        int[] heldOut = [.. Enumerable.Range(0, database.Dataset.InputCount).Where(IsHeldOut)];
        return new(heldOut.Length, heldOut.Count(i => database.Labels[i] == database.Predictions[i]));
    }

    private static string NameOf(NliDemoOptions options) =>
        string.Create(CultureInfo.InvariantCulture, $"written pairs {options.Seed}");

    private static bool IsHeldOut(int pair) => pair % HoldOutEvery == HoldOutEvery - 1;
}
