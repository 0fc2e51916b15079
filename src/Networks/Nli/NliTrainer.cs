using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using CompExplain.Import;
using CompExplain.Import.Files;
using CompExplain.Import.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace CompExplain.Networks.Nli;

/// <summary>
/// Trains the paper's network for natural language inference (section 4.2) on labelled sentence pairs with given word vectors.
/// </summary>
/// <remarks>
/// What is measured and kept is the running average of the weights over the last thousand steps or so (Polyak and Juditsky
/// 1992), which is better than any of them. After each epoch it is measured on pairs that were set apart, and the best is kept. A
/// checkpoint beside the model is written then, and a training that was stopped resumes from it and ends as if it had not been
/// stopped: every epoch draws its random numbers from the seed and its own number. Processes with the same number of threads get
/// the same network.
/// </remarks>
public static class NliTrainer
{
    // GloVe's files are ordered by frequency, and what comes after is rarer than any word of a test.
    private const int MostWords = 400_000;
    private const double WeightDecay = 0.01;
    private const double LongestGradient = 5;
    private const double LastRate = 0.05;
    private const double AverageDecay = 0.999;
    private const int ReportEvery = 5;

    /// <summary>Trains a network and writes it to a file, with its vocabulary.</summary>
    /// <param name="options">The data and the settings.</param>
    /// <param name="time">The clock, for the time limit and the time it took.</param>
    /// <param name="progress">Reports batches and epochs.</param>
    /// <param name="cancellation">Cancels it; the checkpoint of the last finished epoch stays.</param>
    /// <returns>The summary.</returns>
    /// <exception cref="ImportException">A file cannot be read or written, or does not fit, or libtorch is missing.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static NliTrainingSummary Train(
        NliTrainingOptions options,
        TimeProvider time,
        IProgress<NliTrainingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        Check(options);
        if (File.Exists(options.ModelPath) && !options.Replace)
        {
            throw new ImportException($"{options.ModelPath} exists; replace it, or name another") { Option = "replace" };
        }

        OutputFile.Try(options.ModelPath);
        var examples = NliExamples.ReadTable(options.DataPath, cancellation);
        var dev = options.DevTokPath is { } tok ? NliExamples.ReadTokens(tok, options.DevLabelsPath!, cancellation) : [];
        var (training, heldOut) = NliExamples.Divide(examples, options.HeldOut, (ulong)options.Seed);
        if (training.Count < 2 || heldOut.Count == 0)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.DataPath} has {examples.Count} labelled pairs, too few to hold any out that share no sentence with "
                + $"the rest; give more"));
        }

        var vectors = ReadVectors(options, cancellation);
        var vocabulary = NliVocabulary.Of(training, [.. heldOut, .. dev], vectors.Words.ToHashSet(StringComparer.Ordinal));
        LibTorch.Load();
        using var run = new Run(
            options,
            time,
            vocabulary,
            vocabulary.Vectors(vectors, (ulong)options.Seed),
            Fingerprint(options, examples, vectors),
            vectors.Dimension);
        return run.Train(training, heldOut, dev, vectors, progress, cancellation);
    }

    private static void Check(NliTrainingOptions options)
    {
        if (!(options.HeldOut is > 0 and < 1))
        {
            throw new ImportException("the held-out share is over 0 and under 1") { Option = "held-out" };
        }

        if (options.DevTokPath is null != options.DevLabelsPath is null)
        {
            throw new ImportException("pairs to measure on need both their sentences and their labels");
        }

        Within("epochs", options.Epochs, 1, 1000);
        Within("batch", options.BatchSize, 2, 4096);
        Within("patience", options.Patience, 1, 1000);
        if (options.TimeLimit is { TotalMinutes: < 1 or > 100_000 })
        {
            throw new ImportException("the time limit is from 1 to 100,000 minutes") { Option = "minutes" };
        }

        if (!(options.LearningRate is > 0 and <= 1))
        {
            throw new ImportException("the learning rate is over 0 and at most 1") { Option = "learning-rate" };
        }
    }

    private static void Within(string option, int number, int least, int most)
    {
        if (number < least || number > most)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture, $"the option {option} goes from {least:N0} to {most:N0}, not {number}"))
            {
                Option = option,
            };
        }
    }

    private static WordVectors ReadVectors(NliTrainingOptions options, CancellationToken cancellation)
    {
        var words = InputFile.ReadLines(options.WordsPath, cancellation);
        return WordVectors.Read(
            options.VectorsPath, options.WordsPath, [.. words.Distinct(StringComparer.Ordinal).Take(MostWords)], cancellation);
    }

    // All that the outcome depends on, so that a checkpoint is never continued with something else.
    private static string Fingerprint(NliTrainingOptions options, List<NliExample> examples, WordVectors vectors)
    {
        var hash = new XxHash128();
        var settings = new StringBuilder();
        settings.Append(
            CultureInfo.InvariantCulture,
            $"{options.Architecture}|{options.HeldOut}|{options.Epochs}|{options.Patience}|{options.BatchSize}|"
            + $"{options.LearningRate}|{options.Seed}");
        hash.Append(Encoding.UTF8.GetBytes(settings.ToString()));
        foreach (var example in examples)
        {
            string premise = string.Join(' ', example.Premise), hypothesis = string.Join(' ', example.Hypothesis);
            string text = string.Create(CultureInfo.InvariantCulture, $"{premise}\n{hypothesis}\n{example.Label}\n");
            hash.Append(Encoding.UTF8.GetBytes(text));
        }

        foreach (string word in vectors.Words)
        {
            hash.Append(Encoding.UTF8.GetBytes(word + "\n"));
        }

        hash.Append(MemoryMarshal.AsBytes<float>(vectors.Rows));
        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    /// <summary>One training.</summary>
    private sealed class Run : IDisposable
    {
        private readonly NliTrainingOptions _options;
        private readonly TimeProvider _time;
        private readonly NliVocabulary _vocabulary;
        private readonly string _fingerprint;
        private readonly NliArchitecture _architecture;
        private readonly NliNetwork _network;
        private readonly NliNetwork _average;
        private readonly Adam _adam;
        private readonly Dictionary<string, Tensor> _best;

        public Run(
            NliTrainingOptions options,
            TimeProvider time,
            NliVocabulary vocabulary,
            float[] vectors,
            string fingerprint,
            int dimension)
        {
            _options = options;
            _time = time;
            _vocabulary = vocabulary;
            _fingerprint = string.Create(CultureInfo.InvariantCulture, $"{fingerprint}/{vocabulary.Words.Count}");
            _architecture = options.Architecture with { Dimension = dimension };
            Seed(0);
            _network = new(_architecture, vocabulary.Words.Count, NliExamples.Classes.Length);
            _network.SetVectors(vectors);
            _average = new(_architecture, vocabulary.Words.Count, NliExamples.Classes.Length);
            Average(0);
            _adam = new(_network, WeightDecay);
            _best = _average.Values().ToDictionary(
                each => each.Name, each => each.Value.detach().clone(), StringComparer.Ordinal);
        }

        public NliTrainingSummary Train(
            List<NliExample> training,
            List<NliExample> heldOut,
            List<NliExample> dev,
            WordVectors further,
            IProgress<NliTrainingProgress>? progress,
            CancellationToken cancellation)
        {
            string checkpoint = NliCheckpoint.PathOf(_options.ModelPath);
            var state = new NliCheckpoint.State(_fingerprint, 0, 0, 0, -1, 0);
            if (File.Exists(checkpoint) && !_options.Restart)
            {
                state = NliCheckpoint.Load(checkpoint, _fingerprint, _network, _average, _adam, _best);
            }

            int resumed = state.Epoch;
            double before = state.Seconds;
            long start = _time.GetTimestamp();
            var pairs = Number(training);
            var heldOutPairs = Number(heldOut);
            while (state.Epoch < _options.Epochs && (state.Epoch == 0 || state.Epoch - state.BestEpoch < _options.Patience))
            {
                if (state.Epoch > resumed
                    && _options.TimeLimit is { } limit
                    && _time.GetElapsedTime(start) * (state.Epoch - resumed + 1) / (state.Epoch - resumed) > limit)
                {
                    break;
                }

                int epoch = state.Epoch + 1;
                double loss = Epoch(epoch, pairs, progress, cancellation);
                double accuracy = Accuracy(heldOutPairs, cancellation);
                if (accuracy > state.BestAccuracy)
                {
                    Keep();
                    state = state with { BestEpoch = epoch, BestAccuracy = accuracy };
                }

                state = state with
                {
                    Epoch = epoch,
                    Steps = _adam.Steps,
                    Seconds = before + _time.GetElapsedTime(start).TotalSeconds,
                };
                NliCheckpoint.Save(checkpoint, state, _network, _average, _adam, _best);
                int batches = BatchCount(pairs.Count);
                progress?.Report(new(epoch, _options.Epochs, batches, batches, loss, accuracy));
            }

            Restore();
            double? devAccuracy = dev.Count > 0 ? Accuracy(Number(dev), cancellation) : null;
            NliModel.Save(
                _options.ModelPath,
                _best.ToDictionary(each => each.Key, each => each.Value.data<float>().ToArray()),
                _best.ToDictionary(each => each.Key, each => each.Value.shape),
                _vocabulary,
                further,
                _architecture);
            File.Delete(checkpoint);
            return new(
                training.Count,
                heldOut.Count,
                _vocabulary.Words.Union(further.Words).Count() - 2,
                state.Epoch,
                state.BestEpoch,
                state.BestAccuracy,
                dev.Count,
                devAccuracy,
                resumed,
                TimeSpan.FromSeconds(state.Seconds));
        }

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

        private int BatchCount(int pairs) => (pairs + _options.BatchSize - 1) / _options.BatchSize;

        private double Epoch(
            int epoch, List<NumberedPair> pairs, IProgress<NliTrainingProgress>? progress, CancellationToken cancellation)
        {
            var batches = PairBatches.Shuffled(pairs, _options.BatchSize, Seed(epoch));
            _network.train();
            double sum = 0;
            int learned = 0;
            for (int i = 0; i < batches.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                // One pair alone has no spread to normalise by.
                if (batches[i].Length < 2)
                {
                    continue;
                }

                using var scope = NewDisposeScope();
                var labels = tensor(Array.ConvertAll(batches[i], pair => (long)pair.Label));
                var loss = nn.functional.cross_entropy(_network.Logits(_network.Units(SentenceBatch.Of(batches[i]))), labels);
                loss.backward();
                double done = (epoch - 1 + ((double)i / batches.Count)) / _options.Epochs;
                _adam.Step(
                    _options.LearningRate * (LastRate + ((1 - LastRate) * (1 + Math.Cos(Math.PI * done)) / 2)), LongestGradient);
                // At first the average is over fewer steps, so that it forgets where it began.
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

        private double Accuracy(List<NumberedPair> pairs, CancellationToken cancellation)
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

        // Moves the average towards the network: a decay of 0 makes them the same.
        private void Average(double decay)
        {
            using var none = no_grad();
            using var scope = NewDisposeScope();
            foreach (var (average, value) in _average.Values().Zip(_network.Values()))
            {
                average.Value.lerp_(value.Value, 1 - decay);
            }
        }

        private void Keep()
        {
            using var none = no_grad();
            foreach (var (name, value) in _average.Values())
            {
                _best[name].copy_(value);
            }
        }

        private void Restore()
        {
            using var none = no_grad();
            foreach (var (name, value) in _average.Values())
            {
                value.copy_(_best[name]);
            }
        }

        private List<NumberedPair> Number(List<NliExample> examples) =>
            examples.ConvertAll(example => NumberedPair.Of(_vocabulary, example.Premise, example.Hypothesis, example.Label));
    }
}
