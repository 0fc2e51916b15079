using CompExplain.Analysis.Results;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;
using CompExplain.Storage;

namespace CompExplain.Analysis.Accuracy;

/// <summary>The labelled inputs of a data set with what the network made of them.</summary>
public sealed class InputOutcomes
{
    private InputOutcomes(IReadOnlyList<int> inputs, IReadOnlyList<string> gold, IReadOnlyList<string> predicted)
    {
        Inputs = inputs;
        Gold = gold;
        Predicted = predicted;
        Classes = [.. gold.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The inputs that have a gold label and a prediction, by number.</summary>
    public IReadOnlyList<int> Inputs { get; }

    /// <summary>Their gold labels.</summary>
    public IReadOnlyList<string> Gold { get; }

    /// <summary>Their predictions.</summary>
    public IReadOnlyList<string> Predicted { get; }

    /// <summary>The gold labels that occur, in order.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>How many the network is right on.</summary>
    public int Right => Gold.Zip(Predicted, (gold, predicted) => gold == predicted).Count(right => right);

    /// <summary>The inputs of a database, or of one split of it.</summary>
    /// <param name="database">The database.</param>
    /// <param name="split">The split; null for all inputs.</param>
    /// <exception cref="AnalysisException">None has a label and a prediction, or there is no such split.</exception>
    public static InputOutcomes Read(ProbeDatabase database, string? split)
    {
        ArgumentNullException.ThrowIfNull(database);
        var (labels, predictions, splits) = (database.Labels, database.Predictions, database.Splits);
        if (split is not null && !splits.Contains(split))
        {
            var known = splits.OfType<string>().Distinct().ToList();
            var near = Suggestions.Nearest(split, known);
            string hint = known.Count == 0 ? "the inputs have no splits"
                : near.Count > 0 ? Suggestions.DidYouMean(near) : $"there are: {string.Join(", ", known)}";
            throw new AnalysisException($"{database.Path} has no split '{split}'; {hint}");
        }

        List<int> inputs =
        [
            .. Enumerable.Range(0, database.Dataset.InputCount).Where(
                i => labels[i] is not null && predictions[i] is not null && (split is null || splits[i] == split)),
        ];
        return inputs.Count > 0
            ? new(inputs, inputs.ConvertAll(i => labels[i]!), inputs.ConvertAll(i => predictions[i]!))
            : throw new AnalysisException(
                $"{database.Path} has no input{(split is null ? null : $" of split {split}")} with a gold label and a prediction")
            {
                Missing = new(MissingKind.LabelsAndPredictions, database.Path),
            };
    }
}
