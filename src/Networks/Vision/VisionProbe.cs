using System.Globalization;
using System.IO.Hashing;
using System.Text;
using CompExplain.Import;
using CompExplain.Import.Files;
using CompExplain.Import.Units;
using CompExplain.Networks.Journals;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Networks.Vision;

/// <summary>
/// Probes a layer of a network for images: runs it on every picture of a data set that is in a database, and stores the
/// layer's units with their raw grids, thresholds and masks, and what the network predicts (the paper, section 3).
/// </summary>
/// <remarks>
/// Evaluation mode, no gradients, batches, all cores. Activations are kept in an <see cref="ActivationJournal"/> beside the
/// database; memory holds a batch a core, and later a block of units; an upsampled layer is never held. The database is written
/// in one transaction after all pictures have been run, so that whatever stops the probe leaves it as it was; the same probe then
/// resumes after the last whole batch in the journal.
/// </remarks>
public static class VisionProbe
{
    /// <summary>Probes a layer and commits.</summary>
    /// <param name="options">Which network, which layer, and what to keep.</param>
    /// <param name="databasePath">A database with a data set of images in it.</param>
    /// <param name="progress">Reports pictures run, units cut, and the steps after.</param>
    /// <param name="cancellation">Cancels the probe; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ImportException">libtorch cannot be loaded; the weights cannot be read or are another network's; there is
    /// no such layer; a picture is missing or damaged; an activation is not finite.</exception>
    /// <exception cref="StorageException">The database cannot be written, or has the layer and it is not to be
    /// replaced.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static VisionProbeSummary Run(
        VisionProbeOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        string name = CheckedName(options);
        var inputs = VisionInputs.Read(options, name, databasePath);

        progress?.Report(new StepProgress("loading the network", 0, 0));
        using var network = Load(options);
        network.CheckLayer(options.Layer);
        var preprocessing = options.Preprocessing ?? network.Preprocessing;
        var outputs = new NetworkOutputs(inputs.Pictures.Length);
        using var journal = ActivationJournal.Open(
            databasePath,
            Describe(options, network, preprocessing),
            inputs.Pictures.Length,
            (first, count) => Stamp(inputs.Pictures.AsSpan(first, count)));
        var runner = new VisionRunner(options, network, preprocessing, inputs.Pictures, outputs, journal);
        runner.Run(progress, cancellation);
        var names = outputs.Classes == 0 ? [] : ClassNames.Read(options.ClassNamesPath, outputs.Classes, cancellation);

        // The predictions of random weights mean nothing.
        bool predicts = outputs.Classes > 0 && !options.HasRandomWeights;
        bool store = predicts && (!inputs.HavePredictions || options.ReplacePredictions);
        if (store && options.Classes is { } chosen)
        {
            NetworkOutputs.Numbers(names, chosen);
        }

        IReadOnlyList<ImportNote> notes;
        using (var writer = DatabaseWriter.Open(databasePath))
        {
            var units = new UnitImportOptions(options.WeightsPath, name, options.Rule)
            {
                Store = options.Store,
                Replace = options.Replace,
                Model = network.Description,
                Preprocessing = preprocessing.ToString(),
            };
            int layer = UnitImporter.Write(journal, units, writer, progress, cancellation);
            writer.AddNotes(network.Notes.Concat(runner.Notes), layer);
            if (store)
            {
                outputs.Write(writer, names, options.Classes);
            }

            bool classesFit = store || (!options.HasRandomWeights && names.SequenceEqual(inputs.Classes));
            if (classesFit
                && network.ClassWeights(options.Layer) is { } weights
                && weights.Length == (long)names.Count * journal.Units)
            {
                writer.SetClassWeights(layer, weights);
            }

            writer.Commit(progress, cancellation);
            notes = writer.Notes;
        }

        journal.Delete();
        using var database = ProbeDatabase.Open(databasePath);
        int dead = database.Units(database.FindLayer(name)!.Id).Count(unit => unit.Minimum == unit.Maximum);
        return new(
            name,
            inputs.Pictures.Length,
            database.Dataset.PositionCount,
            journal.Units,
            journal.GridHeight,
            journal.GridWidth,
            dead,
            preprocessing,
            outputs.Classes,
            store,
            runner.Resumed)
        {
            Notes = notes,
            PassedOver = network.PassedOver,
        };
    }

    /// <summary>Checks the options that need no database; returns the layer's name in the database.</summary>
    private static string CheckedName(VisionProbeOptions options)
    {
        if (options.BatchSize < 1)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture, $"a batch has at least 1 picture, not {options.BatchSize}"))
            {
                Option = "batch",
            };
        }

        if (options.Rule.Kind == ThresholdKind.Given)
        {
            throw new ImportException("a network's activations are no masks; give a threshold or a share");
        }

        string name = options.LayerName ?? options.Layer;
        return string.IsNullOrWhiteSpace(name)
            ? throw new ImportException("name a layer of the network, such as layer4")
            : name;
    }

    /// <summary>All that a batch's numbers depend on beside its pictures.</summary>
    private static string Describe(VisionProbeOptions options, IVisionNetwork network, Preprocessing preprocessing)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{network.Description}|{(options.HasRandomWeights ? options.WeightsPath : HashOf(options.WeightsPath))}|"
            + $"{(options.State is null ? string.Empty : $"{options.State}|")}"
            + $"{options.Layer}|{preprocessing}|{options.BatchSize}{(options.AllowDamaged ? "|damaged" : string.Empty)}");
    }

    /// <summary>16 bytes of the paths, lengths and times of pictures' files.</summary>
    private static byte[] Stamp(ReadOnlySpan<string> pictures)
    {
        var stamp = new StringBuilder();
        foreach (string picture in pictures)
        {
            var file = new FileInfo(picture);
            stamp.Append(
                CultureInfo.InvariantCulture, $"{picture}|{(file.Exists ? file.Length : -1)}|{file.LastWriteTimeUtc.Ticks}\n");
        }

        return XxHash128.Hash(Encoding.UTF8.GetBytes(stamp.ToString()));
    }

    private static string HashOf(string path)
    {
        using var file = InputFile.Open(path);
        var hash = new XxHash128();
        hash.Append(file);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static IVisionNetwork Load(VisionProbeOptions options)
    {
        bool isScript = options.Model.Equals(VisionModels.TorchScript, StringComparison.OrdinalIgnoreCase);
        if (options.RandomSeed is { } seed)
        {
            return !isScript
                ? NamedVisionNetwork.Random(options.Model, seed)
                : throw new ImportException(
                    "a TorchScript file has its weights in it; random weights are for networks known by name");
        }

        using (InputFile.OpenSeekable(options.WeightsPath))
        {
            // Read from place to place, and first for its checksum.
        }

        return isScript
            ? TorchScriptNetwork.Load(options.WeightsPath)
            : NamedVisionNetwork.Load(options.Model, options.WeightsPath, options.State);
    }
}
