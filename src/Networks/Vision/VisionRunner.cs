using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using CompExplain.Import;
using CompExplain.Import.Images;
using CompExplain.Networks.Journals;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using static TorchSharp.torch;

namespace CompExplain.Networks.Vision;

/// <summary>
/// Runs all pictures through a network: a batch a core, each on one thread. So no thread waits for another within a layer, and
/// the numbers are the same on any number of cores.
/// </summary>
internal sealed class VisionRunner(
    VisionProbeOptions options,
    IVisionNetwork network,
    Preprocessing preprocessing,
    string[] pictures,
    NetworkOutputs outputs,
    ActivationJournal journal)
{
    // For fewer on one thread libtorch looks for another library, and prints that it is not there; the rest is zeros.
    private const int MinimumRows = 16;

    // Damaged pictures that a note of their own names.
    private const int NamedDamaged = 20;

    private readonly ConcurrentBag<int> _damaged = [];
    private readonly int _pictureSize = 3 * preprocessing.Height * preprocessing.Width;
    private readonly int _rows = Math.Max(MinimumRows, options.BatchSize);

    /// <summary>The number of pictures that were taken from the journal.</summary>
    public int Resumed { get; private set; }

    /// <summary>The pictures that are damaged, and were taken as far as they could be decoded.</summary>
    public IEnumerable<ImportNote> Notes
    {
        get
        {
            const string Text = "a damaged picture, taken as far as it could be decoded";
            var paths = _damaged.Order().Select(picture => pictures[picture]).ToList();
            var notes = paths.Take(NamedDamaged).Select(path => new ImportNote(path, Text, 1));
            return paths.Count <= NamedDamaged
                ? notes
                : notes.Append(new("more pictures", Text, paths.Count - NamedDamaged, paths[NamedDamaged]));
        }
    }

    /// <summary>Runs the pictures that are not in the journal, and adds them to it.</summary>
    /// <param name="progress">Reports pictures.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ImportException">A picture cannot be read, or the layer cannot be probed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        string step = $"running {network.Description}";
        int threads = get_num_threads();
        try
        {
            Resume(cancellation);
            int batches = (pictures.Length - Resumed + options.BatchSize - 1) / options.BatchSize;
            int wave = Math.Max(1, Math.Min(threads, batches));
            float[][] inputs = [.. Enumerable.Range(0, wave).Select(_ => new float[_rows * _pictureSize])];
            var results = new PictureBatch?[wave];
            for (int first = Resumed; first < pictures.Length; first += wave * options.BatchSize)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new StepProgress(step, first, pictures.Length));
                int start = first;
                var parallel = new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = wave };
                Parallel.For(0, wave, parallel, i =>
                {
                    int from = start + (i * options.BatchSize);
                    results[i] = from < pictures.Length
                        ? RunBatch(inputs[i], from, Math.Min(options.BatchSize, pictures.Length - from))
                        : null;
                });
                foreach (var result in results)
                {
                    if (result is not null)
                    {
                        Keep(result);
                    }
                }
            }

            progress?.Report(new StepProgress(step, pictures.Length, pictures.Length));
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

    private void Resume(CancellationToken cancellation)
    {
        while (journal.Resume() is { } batch)
        {
            cancellation.ThrowIfCancellationRequested();
            AddOutputs(batch.First, batch.Count, batch.Logits);
            FindDamaged(batch.First, batch.Count);
            Resumed += batch.Count;
        }
    }

    // The journal does not say which of its pictures were damaged.
    private void FindDamaged(int first, int count)
    {
        for (int i = first; options.AllowDamaged && i < first + count; i++)
        {
            if (PictureDecoder.Decode(pictures[i], allowDamaged: true).IsDamaged)
            {
                _damaged.Add(i);
            }
        }
    }

    private PictureBatch RunBatch(float[] batch, int first, int count)
    {
        try
        {
            for (int i = 0; i < count; i++)
            {
                var input = batch.AsSpan(i * _pictureSize, _pictureSize);
                if (Pictures.Read(pictures[first + i], preprocessing, options.AllowDamaged, input))
                {
                    _damaged.Add(first + i);
                }
            }

            set_num_threads(1);
            using var scope = NewDisposeScope();
            using var quiet = inference_mode();

            // Channels side by side would be faster, but oneDNN has been seen to divide by zero there (ResNet-50, libtorch 2.10).
            var rows = tensor(batch, [_rows, 3, preprocessing.Height, preprocessing.Width]);
            float[]? features = null;
            long[] shape = [];
            var logits = network.Run(rows, options.Layer, output =>
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

            return new(first, count, shape, features, logits is null ? [] : Numbers(logits, count));
        }
        catch (ImportException failure)
        {
            // Thrown in the pictures' order, so that the message does not depend on which thread was first.
            return new(first, count, [], [], [], failure);
        }
        catch (ExternalException error)
        {
            string message = string.Create(
                CultureInfo.InvariantCulture,
                $"{network.Description} cannot be run on pictures of {preprocessing.Height} x {preprocessing.Width}: "
                + $"{FirstLine(error)}; try another size");
            return new(first, count, [], [], [], new ImportException(message, error));
        }
    }

    private void Check(long[] shape)
    {
        if (shape.Length is 2 or 4 && shape[0] == _rows && !shape.Contains(0))
        {
            return;
        }

        throw new ImportException(
            $"the layer {options.Layer} gives {string.Join(" x ", shape)} for {_rows} pictures; a layer of pictures x units x "
            + $"height x width, "
            + "or of pictures x units, can be probed");
    }

    private void Keep(PictureBatch result)
    {
        if (result.Failure is { } failure)
        {
            throw failure;
        }

        journal.Add(result.Count, result.LayerShape, result.Features, result.Logits);
        AddOutputs(result.First, result.Count, result.Logits);
    }

    private void AddOutputs(int first, int count, float[] logits)
    {
        int classes = logits.Length / count;
        for (int i = 0; i < count && classes > 0; i++)
        {
            outputs.Add(first + i, logits.AsSpan(i * classes, classes));
        }
    }
}
