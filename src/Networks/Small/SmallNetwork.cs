using System.Runtime.InteropServices;
using CompExplain.Import;
using CompExplain.Import.Units;
using CompExplain.Networks.Journals;
using CompExplain.Storage;
using CompExplain.Storage.Files;
using static TorchSharp.torch;

namespace CompExplain.Networks.Small;

/// <summary>A network that is trained in seconds to minutes, on one thread, and the probe of its last hidden layer.</summary>
public sealed class SmallNetwork : IDisposable
{
    private readonly SmallNetworkModule _module;
    private readonly SmallTraining _training;
    private readonly long[] _shape;
    private readonly int _batchSize;

    private SmallNetwork(SmallNetworkModule module, SmallTraining training, long[] shape, int batchSize)
    {
        (_module, _training, _shape, _batchSize) = (module, training, shape, batchSize);
    }

    /// <summary>Trains four convolutions on pictures; half of the batches are mirrored.</summary>
    /// <param name="training">The pictures: 3 x size x size numbers each, channel by channel.</param>
    /// <param name="size">Pixels a side; a multiple of 4.</param>
    /// <param name="units">Units of the last convolution, which is probed; a multiple of 16.</param>
    /// <param name="progress">Reports batches.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ImportException">libtorch cannot be loaded.</exception>
    /// <exception cref="ArgumentException">The number of units is no multiple of 16.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SmallNetwork TrainOnPictures(
        SmallTraining training,
        int size,
        int units,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        const int batchSize = 64;
        const int width = 3; // the axis of a tensor of pictures that a mirror turns
        long[] shape = [3, size, size];

        // A scene in a mirror is the scene.
        Tensor Batch(int[] chosen, Random random)
        {
            var batch = Read(training, shape, chosen);
            return random.Next(2) == 0 ? batch : batch.flip(width);
        }

        return Train(
            training, shape, batchSize, () => new SceneNetwork(units, training.Classes.Count), Batch, progress, cancellation);
    }

    /// <summary>Trains two hidden layers on vectors.</summary>
    /// <param name="training">The vectors.</param>
    /// <param name="size">Numbers of a vector.</param>
    /// <param name="units">Units of the second hidden layer, which is probed.</param>
    /// <param name="progress">Reports batches.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ImportException">libtorch cannot be loaded.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SmallNetwork TrainOnVectors(
        SmallTraining training,
        int size,
        int units,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(training);
        const int batchSize = 250;
        long[] shape = [size];
        return Train(
            training,
            shape,
            batchSize,
            () => new PairNetwork(size, units, training.Classes.Count),
            (chosen, _) => Read(training, shape, chosen),
            progress,
            cancellation);
    }

    /// <summary>Runs the network on all inputs, and stores its units, its predictions and the weights of its classes.</summary>
    /// <param name="options">The layer's name, and how its units become masks.</param>
    /// <param name="databasePath">The database, with the inputs in it.</param>
    /// <param name="progress">Reports each step.</param>
    /// <param name="cancellation">Cancels it; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="StorageException">The database cannot be written, or has the layer already.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public ImportSummary Probe(
        UnitImportOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var outputs = new NetworkOutputs(_training.Inputs);
        using var journal = ActivationJournal.Temporary(databasePath, _training.Inputs);
        Run(journal, outputs, progress, cancellation);
        using var writer = DatabaseWriter.Open(databasePath);
        int layer = UnitImporter.Write(journal, options, writer, progress, cancellation);
        outputs.Write(writer, _training.Classes, null);
        writer.SetClassWeights(layer, _module.ClassWeights);
        writer.Commit(progress, cancellation);
        return new ImportSummary(writer.Dataset.InputCount, writer.Dataset.PositionCount, Units: journal.Units)
        {
            Notes = writer.Notes,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _module.Dispose();

    private static SmallNetwork Train(
        SmallTraining training,
        long[] shape,
        int batchSize,
        Func<SmallNetworkModule> make,
        Func<int[], Random, Tensor> batch,
        IProgress<StepProgress>? progress,
        CancellationToken cancellation)
    {
        LibTorch.Load();
        var trainer = new SmallTrainer { Epochs = training.Epochs, Seed = training.Seed };
        var module = trainer.Train(make, [.. training.Training], [.. training.Labels], batch, progress, cancellation);
        return new(module, training, shape, batchSize);
    }

    private static Tensor Read(SmallTraining training, long[] shape, int[] chosen)
    {
        int size = (int)shape.Aggregate(1L, (product, side) => product * side);
        float[] values = new float[chosen.Length * size];
        for (int i = 0; i < chosen.Length; i++)
        {
            training.Read(chosen[i], values.AsSpan(i * size, size));
        }

        return tensor(values, [chosen.Length, .. shape]);
    }

    private static LayerShape ShapeOf(Tensor features) => features.dim() == 4
        ? new((int)features.shape[1], (int)features.shape[2], (int)features.shape[3])
        : new((int)features.shape[1], 1, 1);

    private void Run(
        ActivationJournal journal, NetworkOutputs outputs, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        using var quiet = inference_mode();
        for (int first = 0; first < _training.Inputs; first += _batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new StepProgress("running the network", first, _training.Inputs));
            using var scope = NewDisposeScope();
            int count = Math.Min(_batchSize, _training.Inputs - first);
            var features = _module.Features(Read(_training, _shape, [.. Enumerable.Range(first, count)])).contiguous();
            var logits = MemoryMarshal.Cast<byte, float>(_module.Classify(features).contiguous().bytes);
            journal.Add(count, ShapeOf(features), MemoryMarshal.Cast<byte, float>(features.bytes), logits);
            for (int i = 0; i < count; i++)
            {
                outputs.Add(first + i, logits.Slice(i * _training.Classes.Count, _training.Classes.Count));
            }
        }
    }
}
