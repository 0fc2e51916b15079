using CompExplain.Import;
using CompExplain.Import.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace CompExplain.Networks.Nli;

/// <summary>A network that learns: its weights, their running average, the optimizer, and the best average so far.</summary>
internal sealed class NliLearner : IDisposable
{
    private const double WeightDecay = 0.01;
    private const double MaximumGradientNorm = 5;
    private const double LastRate = 0.05;
    private const double AverageDecay = 0.999;
    private const int ReportEvery = 5;

    private readonly NliTrainingOptions _options;
    private readonly NliNetwork _network;
    private readonly NliNetwork _average;
    private readonly Adam _adam;
    private readonly Dictionary<string, Tensor> _best;

    /// <param name="options">The settings.</param>
    /// <param name="vocabulary">The words of all pairs.</param>
    /// <param name="vectors">The word vectors that the network starts from.</param>
    public NliLearner(NliTrainingOptions options, NliVocabulary vocabulary, WordVectors vectors)
    {
        _options = options;
        Architecture = options.Architecture with { Dimension = vectors.Dimension };
        Seed(0);
        _network = new(Architecture, vocabulary.Words.Count, NliExamples.Classes.Length);
        _network.SetVectors(vocabulary.Vectors(vectors, (ulong)options.Seed));
        _average = new(Architecture, vocabulary.Words.Count, NliExamples.Classes.Length);
        Average(0);
        _adam = new(_network, WeightDecay);
        _best = _average.Values().ToDictionary(
            each => each.Name, each => each.Value.detach().clone(), StringComparer.Ordinal);
    }

    /// <summary>The sizes of the network.</summary>
    public NliArchitecture Architecture { get; }

    /// <summary>The steps of the optimizer so far.</summary>
    public long Steps => _adam.Steps;

    /// <summary>The best average so far.</summary>
    public IReadOnlyDictionary<string, Tensor> Best => _best;

    /// <summary>Reads the weights from a checkpoint.</summary>
    public NliCheckpoint.State Load(string checkpoint, string fingerprint) =>
        NliCheckpoint.Load(checkpoint, fingerprint, _network, _average, _adam, _best);

    /// <summary>Writes the weights to a checkpoint.</summary>
    public void Save(string checkpoint, NliCheckpoint.State state) =>
        NliCheckpoint.Save(checkpoint, state, _network, _average, _adam, _best);

    /// <summary>Learns from all pairs once.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="progress">Reports batches.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The mean loss.</returns>
    /// <exception cref="ImportException">The loss is not finite.</exception>
    public double Epoch(
        int epoch, List<NumberedPair> pairs, IProgress<NliTrainingProgress>? progress, CancellationToken cancellation)
    {
        var batches = PairBatches.Shuffled(pairs, _options.BatchSize, Seed(epoch));
        _network.train();
        double sum = 0;
        int learned = 0;
        for (int i = 0; i < batches.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            // Batch normalisation needs the spread of at least two pairs.
            if (batches[i].Length < 2)
            {
                continue;
            }

            using var scope = NewDisposeScope();
            var labels = tensor(Array.ConvertAll(batches[i], pair => (long)pair.Label));
            var loss = nn.functional.cross_entropy(_network.Logits(_network.Units(SentenceBatch.Of(batches[i]))), labels);
            loss.backward();
            _adam.Step(RateAt((epoch - 1 + ((double)i / batches.Count)) / _options.Epochs), MaximumGradientNorm);
            // At first the average is over fewer steps, so that it does not keep the initial weights.
            Average(Math.Min(AverageDecay, (1.0 + _adam.Steps) / (10.0 + _adam.Steps)));
            double value = loss.ToDouble();
            if (!double.IsFinite(value))
            {
                throw new ImportException(
                    "the training came to numbers that are not finite; lower the learning rate, or look for such numbers in "
                    + "the word vectors");
            }

            sum += value * batches[i].Length;
            learned += batches[i].Length;
            if (i % ReportEvery == 0)
            {
                progress?.Report(new(epoch, _options.Epochs, i + 1, batches.Count, sum / learned, null));
            }
        }

        return sum / Math.Max(1, learned);
    }

    /// <summary>The share of pairs that the average of the weights classifies right.</summary>
    public double Accuracy(List<NumberedPair> pairs, CancellationToken cancellation)
    {
        using var none = no_grad();
        _average.eval();
        long right = 0;
        foreach (var (_, batch) in PairBatches.Sorted(pairs, 2 * _options.BatchSize))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var labels = tensor(Array.ConvertAll(batch, pair => (long)pair.Label));
            right += _average.Logits(_average.Units(SentenceBatch.Of(batch))).argmax(1).eq(labels).sum().ToInt64();
        }

        return (double)right / pairs.Count;
    }

    /// <summary>Keeps the average as the best.</summary>
    public void Keep()
    {
        using var none = no_grad();
        foreach (var (name, value) in _average.Values())
        {
            _best[name].copy_(value);
        }
    }

    /// <summary>Makes the best the average again.</summary>
    public void Restore()
    {
        using var none = no_grad();
        foreach (var (name, value) in _average.Values())
        {
            value.copy_(_best[name]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _best.Values)
        {
            tensor.Dispose();
        }

        _adam.Dispose();
        _average.Dispose();
        _network.Dispose();
    }

    private ulong Seed(int epoch)
    {
        ulong seed = new RandomSequence(((ulong)(uint)_options.Seed << 32) | (uint)epoch).Next();
        torch.manual_seed((long)(seed >> 1));
        return seed;
    }

    /// <summary>The learning rate when a share of the training is done: it falls along a cosine.</summary>
    private double RateAt(double done) =>
        _options.LearningRate * (LastRate + ((1 - LastRate) * (1 + Math.Cos(Math.PI * done)) / 2));

    /// <summary>Moves the average towards the weights; a decay of 0 makes them the same.</summary>
    private void Average(double decay)
    {
        using var none = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (average, value) in _average.Values().Zip(_network.Values()))
        {
            average.Value.lerp_(value.Value, 1 - decay);
        }
    }
}
