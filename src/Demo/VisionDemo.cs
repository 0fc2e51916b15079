using System.Globalization;
using CompExplain.Demo.Drawing;
using CompExplain.Import;
using CompExplain.Import.Units;
using CompExplain.Networks;
using CompExplain.Networks.Small;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Demo;

/// <summary>
/// The steps of the demo of images: a world is drawn into a database, a small network learns its scenes, and the units of its
/// last convolution are stored with their masks. Each step is one transaction; a step that was stopped starts again.
/// </summary>
public static class VisionDemo
{
    /// <summary>The layer that is probed.</summary>
    public const string Layer = "conv4";

    private const double TopShare = 0.005;

    /// <summary>The state of a database.</summary>
    /// <param name="databasePath">The database.</param>
    /// <param name="options">The demo that it is to be of.</param>
    /// <exception cref="StorageException">It is no probe database, or damaged.</exception>
    public static DemoState StateOf(string databasePath, VisionDemoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!File.Exists(databasePath))
        {
            return DemoState.Missing;
        }

        using var database = ProbeDatabase.Open(databasePath);
        if (database.Dataset with { SourceDirectory = null } != Description(options))
        {
            return DemoState.Foreign;
        }

        return database.FindLayer(Layer) is null ? DemoState.Imported : DemoState.Probed;
    }

    /// <summary>Draws the world, and makes a database of its pictures' concepts.</summary>
    /// <param name="options">The world.</param>
    /// <param name="databasePath">The database to make.</param>
    /// <param name="replace">Replace a database that is there.</param>
    /// <param name="progress">Reports pictures.</param>
    /// <param name="cancellation">Cancels it; nothing is then written.</param>
    /// <returns>The pictures, for <see cref="Probe"/>, and what was written.</returns>
    /// <exception cref="StorageException">The database exists and is not to be replaced, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static (IReadOnlyList<DrawnImage> Pictures, ImportSummary Summary) Import(
        VisionDemoOptions options,
        string databasePath,
        bool replace = false,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var dataset = Description(options);
        using var writer = DatabaseWriter.Create(databasePath, dataset, replace);
        var pictures = Draw(options, progress, cancellation);
        writer.AddInputs(pictures.Select((picture, i) =>
        {
            string name = DemoWorld.NameOf(options.Seed, i);
            return new InputRecord(name, DemoWorld.IsHeldOut(i) ? "val" : "train", name, picture.Scene, null);
        }));
        AddConcepts(writer, pictures, progress, cancellation);
        writer.Commit(progress, cancellation);
        return (pictures, new ImportSummary(dataset.InputCount, dataset.PositionCount, Concepts: WorldConcepts.All.Count));
    }

    /// <summary>Trains the network, runs it on all pictures, and stores its units and what it predicts.</summary>
    /// <param name="options">The demo.</param>
    /// <param name="databasePath">The database that <see cref="Import"/> made.</param>
    /// <param name="pictures">The pictures that it returned; null to draw them again.</param>
    /// <param name="progress">Reports each step.</param>
    /// <param name="cancellation">Cancels it; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ImportException">libtorch cannot be loaded.</exception>
    /// <exception cref="StorageException">The database cannot be written, or has the layer already.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportSummary Probe(
        VisionDemoOptions options,
        string databasePath,
        IReadOnlyList<DrawnImage>? pictures = null,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        LibTorch.Load();
        pictures ??= Draw(options, progress, cancellation);
        int[] train = [.. Enumerable.Range(0, pictures.Count).Where(i => !DemoWorld.IsHeldOut(i))];
        int[] labels = [.. train.Select(i => i % DemoWorld.Scenes.Count)];
        var training = new SmallTraining(
            pictures.Count, (i, values) => Read(pictures[i], values), train, labels, DemoWorld.Scenes)
        {
            Epochs = options.Epochs,
            Seed = options.Seed,
        };
        using var network = SmallNetwork.TrainOnPictures(training, pictures[0].Size, options.Units, progress, cancellation);
        var units = new UnitImportOptions("the demo's network", Layer, ThresholdRule.TopShare(TopShare))
        {
            Model = string.Create(CultureInfo.InvariantCulture, $"demo network, 4 convolutions, seed {options.Seed}"),
            Preprocessing = string.Create(
                CultureInfo.InvariantCulture, $"{options.Size} x {options.Size}, RGB, (x / 255 - 0.5) / 0.25"),
        };
        return network.Probe(units, databasePath, progress, cancellation);
    }

    /// <summary>How well the network does on the pictures that were held out from training.</summary>
    /// <param name="database">A database that was probed.</param>
    public static DemoTraining Accuracy(ProbeDatabase database)
    {
        ArgumentNullException.ThrowIfNull(database);
        int heldOut = 0, right = 0;
        for (int i = 0; i < database.Dataset.InputCount; i++)
        {
            if (database.Splits[i] != "val")
            {
                continue;
            }

            heldOut++;
            if (database.Labels[i] == database.Predictions[i])
            {
                right++;
            }
        }

        return new(heldOut, right);
    }

    private static DatasetDescription Description(VisionDemoOptions options) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"drawn world {options.Seed}"), DatasetKind.Images, options.Size, options.Size, options.Pictures);

    private static DrawnImage[] Draw(
        VisionDemoOptions options, IProgress<StepProgress>? progress, CancellationToken cancellation) =>
        DemoWorld.DrawAll(options.Seed, options.Pictures, options.Size, progress, cancellation);

    private static void AddConcepts(
        DatabaseWriter writer, DrawnImage[] pictures, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        int[] ids = [.. WorldConcepts.All.Select(writer.AddConcept)];
        var masks = ids.Select(_ => new MaskBuilder(writer.Shards)).ToArray();
        int positions = writer.Dataset.PositionsPerInput;
        for (int i = 0; i < pictures.Length; i++)
        {
            if (i % 64 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new StepProgress("writing masks", i, pictures.Length));
            }

            var known = new Dictionary<long, int[]>();
            for (int first = 0; first < positions;)
            {
                long key = pictures[i].Key(first);
                int end = first + 1;
                while (end < positions && pictures[i].Key(end) == key)
                {
                    end++;
                }

                if (!known.TryGetValue(key, out int[]? concepts))
                {
                    known[key] = concepts = pictures[i].Concepts(first);
                }

                foreach (int concept in concepts)
                {
                    masks[concept].Add(i, first, end - 1);
                }

                first = end;
            }
        }

        for (int c = 0; c < ids.Length; c++)
        {
            writer.AddConceptMasks(ids[c], masks[c]);
        }
    }

    // 3 x height x width, each colour about 0 and within 2.
    private static void Read(DrawnImage picture, Span<float> values)
    {
        var pixels = picture.Pixels;
        int plane = picture.Size * picture.Size;
        for (int channel = 0; channel < 3; channel++)
        {
            var target = values.Slice(channel * plane, plane);
            for (int at = 0; at < plane; at++)
            {
                target[at] = ((pixels[(3 * at) + channel] / 255f) - 0.5f) * 4;
            }
        }
    }
}
