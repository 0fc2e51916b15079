using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using CompExplain.Import;
using CompExplain.Import.Files;
using CompExplain.Import.Units;
using CompExplain.Networks.Probing;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using static TorchSharp.torch;

namespace CompExplain.Networks.Vision;

/// <summary>
/// Probes a layer of a network for images: runs it on every picture of a data set that is in a database, and stores the
/// layer's units with their raw grids, thresholds and masks, and what the network predicts (the paper, section 3).
/// </summary>
/// <remarks>
/// Evaluation mode, no gradients, batches, all cores. Memory holds a batch, some 128 MiB of activations (the rest waits in
/// a file beside the database that has no name, and is gone when the process ends), and a block of units at a time; an
/// upsampled layer is never held. The database is written in one transaction after all pictures have been run, so that
/// whatever stops the probe leaves it as it was; the batches that were run wait in a <see cref="ProbeJournal"/> for the same
/// probe to go on.
/// </remarks>
public static class VisionProbe
{
    /// <summary>Probes a layer and commits.</summary>
    /// <param name="options">Which network, which layer, and what to keep.</param>
    /// <param name="databasePath">A database with a data set of images in it.</param>
    /// <param name="progress">Told of pictures run, units cut, and the steps after.</param>
    /// <param name="cancellation">Stops the probe; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ImportException">libtorch cannot be loaded; the weights cannot be read or are another network's; there is
    /// no such layer; a picture is missing or damaged; an activation is not finite.</exception>
    /// <exception cref="StorageException">The database cannot be written, or has the layer and it is not to be replaced.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static VisionProbeSummary Run(
        VisionProbeOptions options, string databasePath, IProgress<StepProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.BatchSize);
        if (options.Rule.Kind == ThresholdKind.Given)
        {
            throw new ImportException("a network's activations are no masks; give a threshold or a share");
        }

        string name = options.LayerName ?? options.Layer;
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ImportException("name a layer of the network, such as layer4");
        }

        var (pictures, predicted, known) = ReadInputs(options, name, databasePath);

        progress?.Report(new StepProgress("loading the network", 0, 0));
        using var network = Load(options);
        network.CheckLayer(options.Layer);
        var preprocessing = options.Preprocessing ?? network.Preprocessing;
        string folder = Path.GetDirectoryName(Path.GetFullPath(databasePath))!;
        var outputs = new NetworkOutputs(pictures.Length);
        using var journal = ProbeJournal.Open(databasePath, Describe(options, network, preprocessing), pictures, options.Store == StoredActivations.Half);
        var runner = new Runner(options, network, preprocessing, pictures, folder, outputs, journal);
        using var matrix = runner.Run(progress, cancellation);
        var names = outputs.Classes == 0 ? [] : ClassNames.Read(options.ClassNamesPath, outputs.Classes, cancellation);
        // What a network without training predicts is not asked about.
        bool store = outputs.Classes > 0 && !options.HasRandomWeights && (!predicted || options.ReplacePredictions);
        if (store && options.Classes is { } chosen)
        {
            NetworkOutputs.Numbers(names, chosen);
        }

        using (var writer = DatabaseWriter.Open(databasePath))
        {
            var units = new UnitImportOptions(options.WeightsPath, name, options.Rule)
            {
                Store = options.Store,
                Replace = options.Replace,
                Model = network.Description,
                Preprocessing = preprocessing.ToString(),
            };
            int layer = UnitImporter.Write(matrix, units, writer, progress, cancellation);
            if (store)
            {
                outputs.Write(writer, names, options.Classes);
            }

            if ((store || (!options.HasRandomWeights && names.SequenceEqual(known))) && network.ClassWeights(options.Layer) is { } weights && weights.Length == (long)names.Count * matrix.Units)
            {
                writer.SetClassWeights(layer, weights);
            }

            writer.Commit(progress, cancellation);
        }

        journal.Finish();
        using var database = ProbeDatabase.Open(databasePath);
        int dead = database.Units(database.FindLayer(name)!.Id).Count(unit => unit.Minimum == unit.Maximum);
        return new(
            name, pictures.Length, database.Dataset.PositionCount, matrix.Units, matrix.GridHeight, matrix.GridWidth, dead, preprocessing, outputs.Classes, store, runner.Resumed);
    }

    /// <summary>All that a batch's numbers depend on beside its pictures.</summary>
    private static string Describe(VisionProbeOptions options, IVisionNetwork network, Preprocessing preprocessing)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{network.Description}|{(options.HasRandomWeights ? options.WeightsPath : HashOf(options.WeightsPath))}|{options.Layer}|{preprocessing}|{options.BatchSize}|{options.Store == StoredActivations.Half}");
    }

    private static string HashOf(string path)
    {
        using var file = InputFile.Open(path);
        var hash = new XxHash128();
        hash.Append(file);
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static (string[] Pictures, bool Predicted, IReadOnlyList<string> Classes) ReadInputs(VisionProbeOptions options, string layer, string databasePath)
    {
        using var database = ProbeDatabase.Open(databasePath);
        var dataset = database.Dataset;
        if (dataset.Kind != DatasetKind.Images)
        {
            throw new ImportException($"{databasePath} holds texts, and {options.Model} takes images; import a data set of images");
        }

        if (dataset.InputCount == 0)
        {
            throw new ImportException($"{databasePath} has no inputs; import a data set of images");
        }

        if (!options.Replace && database.FindLayer(layer) is not null)
        {
            throw new StorageException(
                StorageFailure.AlreadyExists, $"{databasePath} has a layer '{layer}' already; add --replace to take its place, or choose another name");
        }

        string folder = options.ImagesDirectory ?? dataset.SourceDirectory
            ?? throw new ImportException($"{databasePath} does not say where its pictures are; give their folder");
        if (!Directory.Exists(folder))
        {
            throw new ImportException($"there is no folder {folder}, where the pictures of {dataset.Name} were; give the folder that they are in now");
        }

        string[] pictures = new string[dataset.InputCount];
        for (int i = 0; i < pictures.Length; i++)
        {
            string source = database.Input(i).Source;
            pictures[i] = Path.Combine(folder, source);
            if (!RelativePath.IsWithin(source))
            {
                throw new ImportException(string.Create(CultureInfo.InvariantCulture, $"input {i} of {databasePath} has its picture outside the data set's folder: {source}"));
            }
        }

        return (pictures, database.Predictions.Any(prediction => prediction is not null), database.Classes());
    }

    private static IVisionNetwork Load(VisionProbeOptions options)
    {
        bool isScript = options.Model.Equals(VisionModels.TorchScript, StringComparison.OrdinalIgnoreCase);
        if (options.RandomSeed is { } seed)
        {
            return !isScript
                ? NamedVisionNetwork.Random(options.Model, seed)
                : throw new ImportException("a TorchScript file has its weights in it; random weights are for networks known by name");
        }

        return isScript ? TorchScriptNetwork.Load(options.WeightsPath) : NamedVisionNetwork.Load(options.Model, options.WeightsPath);
    }

    /// <summary>
    /// Runs all pictures through the network: a batch a core, each on one thread, which needs no waiting for one another
    /// within a layer and gives the same numbers on any number of cores.
    /// </summary>
    private sealed class Runner(
        VisionProbeOptions options, IVisionNetwork network, Preprocessing preprocessing, string[] pictures, string folder, NetworkOutputs outputs, ProbeJournal journal)
    {
        // For fewer on one thread libtorch looks for another library, and prints that it is not there; the rest is zeros.
        private const int FewestRows = 16;

        private readonly int _pictureSize = 3 * preprocessing.Height * preprocessing.Width;
        private readonly int _rows = Math.Max(FewestRows, options.BatchSize);
        private SpooledActivations? _spool;

        /// <summary>How many pictures had been run before.</summary>
        public int Resumed { get; private set; }

        public SpooledActivations Run(IProgress<StepProgress>? progress, CancellationToken cancellation)
        {
            string step = $"running {network.Description}";
            int threads = get_num_threads();
            try
            {
                while (Resumed < pictures.Length && journal.Read(Resumed) is { } before)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Keep(before);
                    Resumed += before.Count;
                }

                int wave = Math.Max(1, Math.Min(threads, (pictures.Length - Resumed + options.BatchSize - 1) / options.BatchSize));
                float[][] batches = [.. Enumerable.Range(0, wave).Select(_ => new float[_rows * _pictureSize])];
                var results = new PictureBatch?[wave];
                for (int first = Resumed; first < pictures.Length; first += wave * options.BatchSize)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress?.Report(new StepProgress(step, first, pictures.Length));
                    int start = first;
                    Parallel.For(0, wave, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = wave }, i =>
                    {
                        int from = start + (i * options.BatchSize);
                        results[i] = from < pictures.Length ? RunBatch(batches[i], from, Math.Min(options.BatchSize, pictures.Length - from)) : null;
                    });
                    foreach (var result in results)
                    {
                        if (result is null)
                        {
                            continue;
                        }

                        Keep(result);
                        journal.Add(result);
                    }
                }

                progress?.Report(new StepProgress(step, pictures.Length, pictures.Length));
                return _spool!;
            }
            catch
            {
                _spool?.Dispose();
                throw;
            }
            finally
            {
                set_num_threads(threads);
            }
        }

        private static string FirstLine(Exception error) => error.Message.Split('\n')[0].Trim();

        private static float[] Numbers(Tensor tensor, int rows)
        {
            var values = MemoryMarshal.Cast<byte, float>(tensor.detach().to(ScalarType.Float32).contiguous().bytes);
            return values[..(int)(values.Length / tensor.shape[0] * rows)].ToArray();
        }

        private PictureBatch RunBatch(float[] batch, int first, int count)
        {
            try
            {
                for (int i = 0; i < count; i++)
                {
                    Pictures.Read(pictures[first + i], preprocessing, batch.AsSpan(i * _pictureSize, _pictureSize));
                }

                set_num_threads(1);
                using var scope = NewDisposeScope();
                using var quiet = inference_mode();

                // Channels side by side would be faster, but oneDNN has been seen to divide by zero there (ResNet-50, libtorch 2.10).
                var input = tensor(batch, [_rows, 3, preprocessing.Height, preprocessing.Width]);
                float[]? features = null;
                long[] shape = [];
                var logits = network.Run(input, options.Layer, output =>
                {
                    if (features is not null)
                    {
                        return;
                    }

                    shape = output.shape;
                    Check(shape);
                    features = Numbers(output, count);
                });
                if (features is null)
                {
                    throw new ImportException($"the layer {options.Layer} is not run by {network.Description}; choose another");
                }

                return new(first, count, shape, features, logits is null ? null : Numbers(logits, count));
            }
            catch (ImportException failure)
            {
                // Reported in the pictures' order, so that the message does not depend on which thread was first.
                return new(first, count, [], [], null, failure);
            }
            catch (ExternalException error)
            {
                return new(first, count, [], [], null, new ImportException(
                    string.Create(CultureInfo.InvariantCulture, $"{network.Description} cannot be run on pictures of {preprocessing.Height} x {preprocessing.Width}: {FirstLine(error)}; try another size"), error));
            }
        }

        private void Check(long[] shape)
        {
            if (shape.Length is 2 or 4 && shape[0] == _rows && !shape.Contains(0))
            {
                return;
            }

            throw new ImportException(
                $"the layer {options.Layer} gives {string.Join(" x ", shape)} for {_rows} pictures; a layer of pictures x units x height x width, or of pictures x units, can be probed");
        }

        private void Keep(PictureBatch result)
        {
            if (result.Failure is { } failure)
            {
                throw failure;
            }

            int units = (int)result.Shape[1], height = 1, width = 1;
            if (result.Shape.Length == 4)
            {
                (height, width) = ((int)result.Shape[2], (int)result.Shape[3]);
            }

            _spool ??= new(pictures.Length, units, height, width, options.Store == StoredActivations.Half, folder);
            if (units != _spool.Units || height != _spool.GridHeight || width != _spool.GridWidth)
            {
                throw new ImportException($"the layer {options.Layer} gives another size for other pictures; choose another");
            }

            for (int i = 0; i < result.Count; i++)
            {
                int bad = _spool.Add(result.FeaturesOf(i));
                if (bad >= 0)
                {
                    throw new ImportException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"unit {bad / (height * width)} of {options.Layer}, input {result.First + i}: the activation {result.FeaturesOf(i)[bad]} is beyond float16 (65,504); store float32"));
                }

                if (result.Logits is not null)
                {
                    outputs.Add(result.First + i, result.LogitsOf(i));
                }
            }
        }
    }
}
