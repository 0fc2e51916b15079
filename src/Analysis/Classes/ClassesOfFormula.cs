using CompExplain.Analysis.Accuracy;
using CompExplain.Analysis.Results;
using CompExplain.Analysis.Statistics;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Parsing;
using CompExplain.Query.Results;

namespace CompExplain.Analysis.Classes;

/// <summary>The gold and predicted labels of the inputs in which a formula holds: what the network takes them for.</summary>
public static class ClassesOfFormula
{
    // So many labels make a matrix that people can read.
    private const int MatrixLabels = 16;

    /// <summary>The analysis.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="text">The formula, which may be a unit.</param>
    /// <param name="options">In how many of an input's positions it must hold, and which inputs are looked at.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="AnalysisException">No input has a label and a prediction.</exception>
    /// <exception cref="Query.Diagnostics.QueryException">The text is no formula, or a name is unknown.</exception>
    public static AnalysisResult Analyse(
        QueryEngine engine, string text, AccuracyOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(options);
        var formula = FormulaParser.Parse(text);
        var outcomes = InputOutcomes.Read(engine.Database, options.Split);
        long least = options.PositionsOf(engine.Database.Dataset.PositionsPerInput);
        long[] counts = engine.CountByInput(formula, new RunOptions { Cancellation = cancellation });
        var found = Confusion.Of(outcomes, input => counts[input] >= least);
        var all = Confusion.Of(outcomes, _ => true);
        int unlabelled = counts.Count(count => count >= least) - (int)found.Total;
        return new(
            "classes",
            $"Classes of the inputs with {formula}",
            Summarise(formula, found, all),
            Tables(found, all),
            found.Total > 0 && found.Labels.Count <= MatrixLabels
                ? [
                    new MatrixChart(
                        "confusion", $"Inputs with {formula}", "predicted", "gold", found.Labels, found.Labels, found.Counts),
                ]
                : [],
            unlabelled > 0
                ? [
                    $"{Words.Amount(unlabelled, "more input")} with the formula left out: no gold label or prediction, "
                        + "or of another split",
                ]
                : []);
    }

    private static string Summarise(Formula formula, Confusion found, Confusion all)
    {
        if (found.Total == 0)
        {
            return $"No labelled input has {formula}.";
        }

        int top = Enumerable.Range(0, found.Labels.Count).MaxBy(i => found.Predicted[i]);
        return $"{Words.Amount(found.Total, "labelled input")} of {all.Total:N0} with {formula}: the network is right on "
            + $"{Words.Percent(found.Accuracy)} (on {Words.Percent(all.Accuracy)} of all) and takes "
            + $"{Words.Percent((double)found.Predicted[top] / found.Total)} for {found.Labels[top]}; "
            + $"entropy {found.GoldEntropy:0.00} bits of the gold labels, {found.PredictedEntropy:0.00} of the predictions.";
    }

    private static List<AnalysisTable> Tables(Confusion found, Confusion all)
    {
        var pairs = new AnalysisTable("pairs", "Gold and predicted label of the inputs, the most frequent first", Pairs(found));
        var labels = new AnalysisTable("labels", "The labels among these inputs and among all", Labels(found, all));
        return found.Labels.Count is > 0 and <= MatrixLabels
            ? [new("confusion", "Gold label by row, predicted label by column", Matrix(found)), labels, pairs]
            : [pairs, labels];
    }

    private static QueryResult Matrix(Confusion found) => ResultBuilder.Of<int>(
        [
            new("gold", ColumnKind.Text, i => found.Labels[i]),
            .. found.Labels.Select((label, column) => new ValueColumn<int>(
                label, ColumnKind.Integer, row => found.Counts[row][column])),
            new("inputs", ColumnKind.Integer, row => found.Gold[row]),
            TestColumns.Score<int>("accuracy", row => (double)found.Counts[row][row] / found.Gold[row]),
            TestColumns.Score<int>("entropy", row => Agreement.Entropy([.. found.Counts[row]])),
        ],
        Enumerable.Range(0, found.Labels.Count).Where(row => found.Gold[row] > 0)).Build();

    private static QueryResult Pairs(Confusion found) => ResultBuilder.Of<(int Gold, int Predicted)>(
        [
            new("gold", ColumnKind.Text, pair => found.Labels[pair.Gold]),
            new("predicted", ColumnKind.Text, pair => found.Labels[pair.Predicted]),
            new("inputs", ColumnKind.Integer, pair => found.Counts[pair.Gold][pair.Predicted]),
            new("share", ColumnKind.Share, pair => (double)found.Counts[pair.Gold][pair.Predicted] / found.Total),
        ],
        Enumerable.Range(0, found.Labels.Count)
            .SelectMany(gold => Enumerable.Range(0, found.Labels.Count).Select(predicted => (gold, predicted)))
            .Where(pair => found.Counts[pair.gold][pair.predicted] > 0)
            .OrderByDescending(pair => found.Counts[pair.gold][pair.predicted])
            .ThenBy(pair => pair)).Build();

    private static QueryResult Labels(Confusion found, Confusion all)
    {
        long Of(Confusion some, IReadOnlyList<long> counts, string label)
        {
            for (int i = 0; i < some.Labels.Count; i++)
            {
                if (some.Labels[i] == label)
                {
                    return counts[i];
                }
            }

            return 0;
        }

        double? Share(Confusion some, IReadOnlyList<long> counts, string label) =>
            some.Total == 0 ? null : (double)Of(some, counts, label) / some.Total;

        return ResultBuilder.Of<string>(
            [
                new("label", ColumnKind.Text, label => label),
                new("gold", ColumnKind.Integer, label => Of(found, found.Gold, label)),
                new("predicted", ColumnKind.Integer, label => Of(found, found.Predicted, label)),
                new("goldShare", ColumnKind.Share, label => Share(found, found.Gold, label) ?? double.NaN),
                new("predictedShare", ColumnKind.Share, label => Share(found, found.Predicted, label) ?? double.NaN),
                new("goldShareOfAll", ColumnKind.Share, label => Share(all, all.Gold, label) ?? double.NaN),
                new("predictedShareOfAll", ColumnKind.Share, label => Share(all, all.Predicted, label) ?? double.NaN),
            ],
            all.Labels.Where(label => Of(found, found.Gold, label) + Of(found, found.Predicted, label) > 0)
                .OrderByDescending(label => Of(found, found.Predicted, label))).Build();
    }
}
