using CompExplain.Analysis.Accuracy;
using CompExplain.Analysis.Statistics;

namespace CompExplain.Analysis.Classes;

/// <summary>What the network takes some labelled inputs for.</summary>
/// <param name="Labels">The gold and predicted labels that occur, gold ones first, each in order.</param>
/// <param name="Counts">How many inputs of the row's gold label are predicted as the column's.</param>
public sealed record Confusion(IReadOnlyList<string> Labels, IReadOnlyList<IReadOnlyList<long>> Counts)
{
    /// <summary>The number of inputs.</summary>
    public long Total => Counts.Sum(row => row.Sum());

    /// <summary>How many the network is right on.</summary>
    public long Right => Labels.Select((_, i) => Counts[i][i]).Sum();

    /// <summary>How many inputs have each gold label.</summary>
    public IReadOnlyList<long> Gold => [.. Counts.Select(row => row.Sum())];

    /// <summary>How many inputs are predicted as each label.</summary>
    public IReadOnlyList<long> Predicted => [.. Labels.Select((_, i) => Counts.Sum(row => row[i]))];

    /// <summary>The share that the network is right on; null without an input.</summary>
    public double? Accuracy => Total == 0 ? null : (double)Right / Total;

    /// <summary>The entropy of the gold labels in bits; null without an input.</summary>
    public double? GoldEntropy => Agreement.Entropy([.. Gold]);

    /// <summary>The entropy of the predictions in bits; null without an input.</summary>
    public double? PredictedEntropy => Agreement.Entropy([.. Predicted]);

    /// <summary>The confusion of some of the labelled inputs.</summary>
    /// <param name="outcomes">The labelled inputs.</param>
    /// <param name="has">Whether an input, by its number, is one of them.</param>
    public static Confusion Of(InputOutcomes outcomes, Func<int, bool> has)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(has);
        var pairs = Enumerable.Range(0, outcomes.Inputs.Count)
            .Where(i => has(outcomes.Inputs[i]))
            .Select(i => (Gold: outcomes.Gold[i], Predicted: outcomes.Predicted[i]))
            .ToList();
        List<string> gold = [.. pairs.Select(pair => pair.Gold).Distinct().Order(StringComparer.Ordinal)];
        List<string> labels =
        [
            .. gold, .. pairs.Select(pair => pair.Predicted).Distinct().Except(gold).Order(StringComparer.Ordinal),
        ];
        var numbers = labels.Select((label, i) => (label, i)).ToDictionary(each => each.label, each => each.i);
        long[][] counts = [.. labels.Select(_ => new long[labels.Count])];
        foreach (var (label, predicted) in pairs)
        {
            counts[numbers[label]][numbers[predicted]]++;
        }

        return new(labels, counts);
    }
}
