using CompExplain.Storage.Files;
using static TorchSharp.torch;

namespace CompExplain.Networks.Small;

/// <summary>Trains a small network: Adam with a rate that rises and falls, cross entropy, a seed that repeats.</summary>
internal sealed class SmallTrainer
{
    private const int BatchSize = 32;

    // A sum over threads depends on how many there are: on one the result repeats on every machine. So small a network gains
    // little from a second, which waits by spinning, and stands still where others want the processor too.
    private const int Threads = 1;

    /// <summary>The highest learning rate.</summary>
    public double Rate { get; init; } = 4e-3;

    /// <summary>AdamW's decoupled weight decay.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>The number of epochs: how often training goes over the inputs.</summary>
    public int Epochs { get; init; }

    /// <summary>The seed of all random numbers.</summary>
    public int Seed { get; init; }

    /// <summary>Makes and trains a network.</summary>
    /// <param name="make">Makes it; its weights come from the seed.</param>
    /// <param name="inputs">The inputs to train on.</param>
    /// <param name="labels">Their classes.</param>
    /// <param name="batch">Makes the tensor of some inputs; the random numbers may vary them.</param>
    /// <param name="progress">Reports batches.</param>
    /// <param name="cancellation">Cancels it.</param>
    public TNetwork Train<TNetwork>(
        Func<TNetwork> make,
        int[] inputs,
        int[] labels,
        Func<int[], Random, Tensor> batch,
        IProgress<StepProgress>? progress,
        CancellationToken cancellation)
        where TNetwork : nn.Module<Tensor, Tensor>
    {
        int threads = get_num_threads();
        set_num_threads(Threads);
        TNetwork? network = null;
        try
        {
            random.manual_seed(Seed);
            network = make();
            Run(network, inputs, labels, batch, progress, cancellation);
            network.eval();
            return network;
        }
        catch
        {
            network?.Dispose();
            throw;
        }
        finally
        {
            set_num_threads(threads);
        }
    }

    private void Run<TNetwork>(
        TNetwork network,
        int[] inputs,
        int[] labels,
        Func<int[], Random, Tensor> batch,
        IProgress<StepProgress>? progress,
        CancellationToken cancellation)
        where TNetwork : nn.Module<Tensor, Tensor>
    {
        var varied = new Random(Seed);
        using var optimizer = optim.AdamW(network.parameters(), Rate, weight_decay: WeightDecay);
        int[] order = [.. Enumerable.Range(0, inputs.Length)];
        int steps = Math.Max(1, order.Length / BatchSize), total = steps * Epochs, step = 0;
        network.train();
        for (int epoch = 0; epoch < Epochs; epoch++)
        {
            varied.Shuffle(order);
            for (int i = 0; i < steps; i++, step++)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new StepProgress("training", step, total));
                using var scope = NewDisposeScope();
                int[] chosen = order[(i * BatchSize)..Math.Min(order.Length, (i + 1) * BatchSize)];
                foreach (var group in optimizer.ParamGroups)
                {
                    group.LearningRate = Rate * Schedule((step + 1.0) / total);
                }

                optimizer.zero_grad();
                var target = tensor(Array.ConvertAll(chosen, at => (long)labels[at]));
                var loss = nn.functional.cross_entropy(
                    network.call(batch(Array.ConvertAll(chosen, at => inputs[at]), varied)), target);
                loss.backward();
                optimizer.step();
            }
        }

        progress?.Report(new StepProgress("training", total, total));
    }

    private static double Schedule(double done) =>
        done < 0.15 ? 0.1 + (0.9 * done / 0.15) : 0.5 * (1 + Math.Cos(Math.PI * (done - 0.15) / 0.85));
}
