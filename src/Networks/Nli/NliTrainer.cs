using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using CompExplain.Import;
using CompExplain.Import.Files;
using CompExplain.Import.Text;
using CompExplain.Storage.Files;

namespace CompExplain.Networks.Nli;

/// <summary>
/// Trains the paper's network for natural language inference (section 4.2) on labelled sentence pairs with given word vectors.
/// </summary>
/// <remarks>
/// The result is a running average of the weights over about the last thousand steps (Polyak and Juditsky 1992), which is more
/// accurate than the weights of any step. Its accuracy on held-out pairs is measured after each epoch, and the best average is
/// kept. A checkpoint beside the model is written after each epoch. A training that was stopped resumes from it, with the same
/// result as without the stop: every epoch draws its random numbers from the seed and its own number. Processes with the same
/// number of threads train the same network.
/// </remarks>
public static class NliTrainer
{
    // GloVe's files are in the order of frequency: the words after these are rarer than any word of a test.
    private const int MaximumWords = 400_000;

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
        using var only = TakeOver(options.ModelPath);
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
        using var learner = new NliLearner(options, vocabulary, vectors);
        var run = new NliTrainingRun(options, time, vocabulary, learner, Fingerprint(options, examples, vectors));
        return run.Train(training, heldOut, dev, vectors, progress, cancellation);
    }

    // Two trainings of one model would write its checkpoint in turn.
    private static ProcessLock TakeOver(string modelPath) => ProcessLock.TryTake(modelPath + ".training")
        ?? throw new ImportException($"{modelPath} is being trained by another process; wait for it, or name another");

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
        var words = InputFile.ReadLines(options.WordsPath, notes: null, cancellation);
        return WordVectors.Read(
            options.VectorsPath,
            options.WordsPath,
            [.. words.Distinct(StringComparer.Ordinal).Take(MaximumWords)],
            notes: null,
            cancellation);
    }

    /// <summary>A hash of all that the outcome depends on: a checkpoint is resumed only with the same.</summary>
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
}
