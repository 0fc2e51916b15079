using System.Globalization;
using CompExplain.Import.Text;

namespace CompExplain.Networks.Nli;

/// <summary>A training from its first epoch, or the one after the checkpoint's, to the file of the best network.</summary>
/// <param name="options">The settings.</param>
/// <param name="time">The clock, for the time limit and the time taken.</param>
/// <param name="vocabulary">The words of all pairs.</param>
/// <param name="learner">The network that learns.</param>
/// <param name="fingerprint">What the outcome depends on, as text.</param>
internal sealed class NliTrainingRun(
    NliTrainingOptions options, TimeProvider time, NliVocabulary vocabulary, NliLearner learner, string fingerprint)
{
    private readonly string _fingerprint =
        string.Create(CultureInfo.InvariantCulture, $"{fingerprint}/{vocabulary.Words.Count}");

    /// <summary>Trains, measures after each epoch, and writes the best network to its file.</summary>
    /// <param name="training">The pairs to learn from.</param>
    /// <param name="heldOut">The pairs that choose the best epoch.</param>
    /// <param name="dev">The pairs that are measured on at the end; possibly none.</param>
    /// <param name="further">Word vectors that are stored beside the network's own.</param>
    /// <param name="progress">Reports batches and epochs.</param>
    /// <param name="cancellation">Cancels it; the checkpoint of the last finished epoch stays.</param>
    public NliTrainingSummary Train(
        List<NliExample> training,
        List<NliExample> heldOut,
        List<NliExample> dev,
        WordVectors further,
        IProgress<NliTrainingProgress>? progress,
        CancellationToken cancellation)
    {
        string checkpoint = NliCheckpoint.PathOf(options.ModelPath);
        var state = new NliCheckpoint.State(_fingerprint, 0, 0, 0, -1, 0);
        if (File.Exists(checkpoint) && !options.Restart)
        {
            state = learner.Load(checkpoint, _fingerprint);
        }

        int resumed = state.Epoch;
        double before = state.Seconds;
        long start = time.GetTimestamp();
        var pairs = Number(training);
        var heldOutPairs = Number(heldOut);
        while (!IsDone(state) && !IsLate(state.Epoch - resumed, time.GetElapsedTime(start)))
        {
            int epoch = state.Epoch + 1;
            double loss = learner.Epoch(epoch, pairs, progress, cancellation);
            double accuracy = learner.Accuracy(heldOutPairs, cancellation);
            if (accuracy > state.BestAccuracy)
            {
                learner.Keep();
                state = state with { BestEpoch = epoch, BestAccuracy = accuracy };
            }

            state = state with
            {
                Epoch = epoch,
                Steps = learner.Steps,
                Seconds = before + time.GetElapsedTime(start).TotalSeconds,
            };
            learner.Save(checkpoint, state);
            int batches = BatchCount(pairs.Count);
            progress?.Report(new(epoch, options.Epochs, batches, batches, loss, accuracy));
        }

        learner.Restore();
        double? devAccuracy = dev.Count > 0 ? learner.Accuracy(Number(dev), cancellation) : null;
        NliModel.Save(
            options.ModelPath,
            learner.Best.ToDictionary(each => each.Key, each => each.Value.data<float>().ToArray()),
            learner.Best.ToDictionary(each => each.Key, each => each.Value.shape),
            vocabulary,
            further,
            learner.Architecture);
        File.Delete(checkpoint);
        return new(
            training.Count,
            heldOut.Count,
            vocabulary.Words.Union(further.Words).Count() - 2,
            state.Epoch,
            state.BestEpoch,
            state.BestAccuracy,
            dev.Count,
            devAccuracy,
            resumed,
            TimeSpan.FromSeconds(state.Seconds));
    }

    /// <summary>Whether all epochs are done, or the last ones brought nothing better.</summary>
    private bool IsDone(NliCheckpoint.State state) => state.Epoch >= options.Epochs
        || (state.Epoch > 0 && state.Epoch - state.BestEpoch >= options.Patience);

    /// <summary>Whether one more epoch would exceed the time limit; the first is always run.</summary>
    private bool IsLate(int epochs, TimeSpan elapsed) =>
        epochs > 0 && options.TimeLimit is { } limit && elapsed * (epochs + 1) / epochs > limit;

    private int BatchCount(int pairs) => (pairs + options.BatchSize - 1) / options.BatchSize;

    private List<NumberedPair> Number(List<NliExample> examples) =>
        examples.ConvertAll(example => NumberedPair.Of(vocabulary, example.Premise, example.Hypothesis, example.Label));
}
