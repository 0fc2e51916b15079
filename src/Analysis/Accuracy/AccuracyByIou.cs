using System.Globalization;
using CompExplain.Analysis.Layers;
using CompExplain.Analysis.Results;
using CompExplain.Analysis.Statistics;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Results;

namespace CompExplain.Analysis.Accuracy;

/// <summary>
/// The network's accuracy where a unit is active against the IoU of the unit's explanation: section 5 and figure 7 of the paper.
/// A large unit has a high IoU by chance alone, so beside each correlation stands the one with the unit's size held fixed.
/// </summary>
public static class AccuracyByIou
{
    /// <summary>The name for nothing held fixed.</summary>
    public const string NothingHeld = "nothing";

    // So many classes have a column each.
    private const int ClassColumns = 12;

    private static readonly Score[] Measures = [Score.Iou, Score.F1, Score.Phi, Score.Lift];

    /// <summary>The accuracy where each unit is active.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="outcomes">The labelled inputs.</param>
    /// <param name="options">Where a unit counts as active.</param>
    /// <param name="progress">Reports units.</param>
    /// <param name="cancellation">Cancels it.</param>
    public static IReadOnlyList<UnitAccuracy> Of(
        ExplainedLayer layer,
        InputOutcomes outcomes,
        AccuracyOptions options,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(options);
        var classes = outcomes.Classes.Select((name, i) => (name, i)).ToDictionary(each => each.name, each => each.i);
        int[] gold = [.. outcomes.Gold.Select(label => classes[label])];
        bool[] right = [.. outcomes.Gold.Zip(outcomes.Predicted, (label, predicted) => label == predicted)];
        long least = options.PositionsOf(layer.Database.Dataset.PositionsPerInput);
        return ActiveInputCounting.Read(
            layer.Engine,
            [.. layer.Units.Select(unit => layer.Reference(unit.Unit))],
            (unit, counts) =>
            {
                int[] byClass = new int[outcomes.Classes.Count];
                int correct = 0;
                for (int i = 0; i < gold.Length; i++)
                {
                    if (counts[outcomes.Inputs[i]] >= least)
                    {
                        byClass[gold[i]]++;
                        correct += right[i] ? 1 : 0;
                    }
                }

                return new UnitAccuracy(layer.Units[unit], byClass.Sum(), correct, byClass);
            },
            progress,
            cancellation);
    }

    /// <summary>
    /// The correlations of a score with accuracy at every length, with nothing held fixed and with each of the other variables.
    /// </summary>
    /// <param name="units">The units, each with an accuracy.</param>
    /// <param name="length">The maximum length.</param>
    /// <param name="score">The score, a function of counts.</param>
    public static IEnumerable<AccuracyCorrelation> Correlate(IReadOnlyList<UnitAccuracy> units, int length, Score score)
    {
        ArgumentNullException.ThrowIfNull(units);
        double[] accuracy = [.. units.Select(unit => unit.Accuracy!.Value)];
        IReadOnlyList<double>[] size = [[.. units.Select(unit => (double)unit.Unit.Unit.Size)]];
        IReadOnlyList<double>[] logSize = [[.. units.Select(unit => Math.Log(unit.Unit.Unit.Size))]];
        IReadOnlyList<double>[] labels =
        [
            .. Enumerable.Range(0, units.Count == 0 ? 0 : units[0].ByClass.Count)
                .Select(i => units.Select(unit => (double)unit.ByClass[i] / unit.Inputs).ToArray()),
        ];
        (string Name, IReadOnlyList<double>[] Variables)[] held =
        [
            ("size", size),
            ("log size", logSize),
            ("labels", labels),
            ("size, log size and labels", [.. size, .. logSize, .. labels]),
        ];
        for (int each = 1; each <= length; each++)
        {
            double[] values = Values(units, each, score);
            yield return new(
                score, NothingHeld, each, Correlations.Pearson(values, accuracy), Correlations.Spearman(values, accuracy));
            foreach (var (name, variables) in held)
            {
                yield return new(score, name, each, Correlations.Partial(values, accuracy, variables), null);
            }
        }
    }

    /// <summary>The analysis of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="options">Where a unit counts as active.</param>
    /// <param name="progress">Reports units.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="AnalysisException">It has no explained unit, or no input has a label and a prediction.</exception>
    public static AnalysisResult Analyse(
        ExplainedLayer layer,
        AccuracyOptions options,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(options);
        layer.WithUnits();
        var outcomes = InputOutcomes.Read(layer.Database, options.Split);
        var all = Of(layer, outcomes, options, progress, cancellation);
        var units = all.Where(unit => unit.Inputs >= options.MinimumInputs).ToList();
        var correlations = Measures.SelectMany(score => Correlate(units, layer.Length, score)).ToList();
        var ofIou = correlations.Where(each => each.Score == Score.Iou).ToLookup(each => each.Held);
        return new(
            "accuracy",
            "Accuracy against IoU",
            Summarise(units.Count, ofIou, layer.Length),
            [
                new("lengths", "Correlation of accuracy and IoU over units, by maximal length", Lengths(ofIou)),
                new("correlations", "The same of other scores, and with other variables held fixed", All(correlations)),
                new("sizes", "Correlation of the unit's size with IoU and with accuracy", Sizes(units, layer.Length)),
                new(
                    "units",
                    "Accuracy over the labelled inputs on which each unit is active",
                    Units(all, outcomes, layer.Length)),
            ],
            units.Count == 0 ? [] : [Scatter(units, layer.Length), ByLength(ofIou)],
            [.. Notes(layer, options, outcomes, all, units)]);
    }

    private static double[] Values(IEnumerable<UnitAccuracy> units, int length, Score score) =>
        [.. units.Select(unit => unit.Unit.Within(length) is { } found ? PairScore.Of(score, found.Counts) : 0)];

    private static string Summarise(int units, ILookup<string, AccuracyCorrelation> byHeld, int length)
    {
        var plain = byHeld[NothingHeld].Last().Pearson;
        if (plain.R is null)
        {
            return $"The correlation of accuracy and IoU over {Words.Amount(units, "unit")} is undefined: "
                + (units < 3 ? "it needs 3 units or more." : "one of the two is equal in all units.");
        }

        var sized = byHeld["size"].Last().Pearson;
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"At length {length}, accuracy and IoU correlate with r = {Words.Signed(plain.R)} over {Words.Amount(units, "unit")} "
            + $"(95 % interval {Words.Interval(plain.Low, plain.High, Words.Signed)})");
        return line + $"; with the unit's size held fixed r is {Words.Signed(sized.R)} "
            + $"({Words.Interval(sized.Low, sized.High, Words.Signed)}).";
    }

    private static IEnumerable<string> Notes(
        ExplainedLayer layer,
        AccuracyOptions options,
        InputOutcomes outcomes,
        IReadOnlyList<UnitAccuracy> all,
        List<UnitAccuracy> units)
    {
        int unlabelled = layer.Database.Dataset.InputCount - outcomes.Inputs.Count;
        yield return $"over {Words.Amount(outcomes.Inputs.Count, "input")} with a gold label and a prediction"
            + (options.Split is { } split ? $" of split {split}" : null)
            + (unlabelled > 0 ? $"; {Words.Amount(unlabelled, "input")} left out" : null)
            + $"; the network is right on {Words.Percent((double)outcomes.Right / outcomes.Inputs.Count)} of them";
        if (all.Count > units.Count)
        {
            yield return $"{Words.Amount(all.Count - units.Count, "unit")} left out of the correlations: active on fewer than "
                + $"{Words.Amount(options.MinimumInputs, "labelled input")}";
        }

        if (!outcomes.Classes.Intersect(outcomes.Predicted).Any())
        {
            yield return "no gold label is ever predicted: labels and predictions may be of different sets of classes";
        }

        foreach (string omission in layer.Omissions())
        {
            yield return omission;
        }
    }

    private static QueryResult Lengths(ILookup<string, AccuracyCorrelation> byHeld)
    {
        var held = byHeld.Where(group => group.Key != NothingHeld).Select(group => group.ToList()).ToList();
        string[] names = ["rGivenSize", "rGivenLogSize", "rGivenLabels", "rGivenAll"];
        return ResultBuilder.Of<(AccuracyCorrelation Plain, int At)>(
            [
                new("length", ColumnKind.Integer, row => (long)row.Plain.Length),
                new("units", ColumnKind.Integer, row => (long)row.Plain.Pearson.Count),
                .. TestColumns.Of<(AccuracyCorrelation Plain, int At)>("r", row => row.Plain.Pearson),
                .. TestColumns.Of<(AccuracyCorrelation Plain, int At)>("rho", row => row.Plain.Spearman!, withInterval: false),
                .. names.Select((name, i) => TestColumns.Score<(AccuracyCorrelation Plain, int At)>(
                    name, row => held[i][row.At].Pearson.R)),
            ],
            byHeld[NothingHeld].Select((plain, at) => (plain, at))).Build();
    }

    private static QueryResult All(IEnumerable<AccuracyCorrelation> correlations) => ResultBuilder.Of<AccuracyCorrelation>(
        [
            new("score", ColumnKind.Text, each => each.Score.NameOf()),
            new("held", ColumnKind.Text, each => each.Held),
            new("length", ColumnKind.Integer, each => (long)each.Length),
            new("units", ColumnKind.Integer, each => (long)each.Pearson.Count),
            .. TestColumns.Of<AccuracyCorrelation>("r", each => each.Pearson),
            TestColumns.Score<AccuracyCorrelation>("rho", each => each.Spearman?.R),
            TestColumns.P<AccuracyCorrelation>("rhoP", each => each.Spearman?.P),
        ],
        correlations).Build();

    private static QueryResult Sizes(IReadOnlyList<UnitAccuracy> units, int length)
    {
        double[] sizes = [.. units.Select(unit => (double)unit.Unit.Unit.Size)];
        double[] logs = [.. sizes.Select(size => Math.Log(size))];
        double[] accuracy = [.. units.Select(unit => unit.Accuracy!.Value)];
        var rows = Enumerable.Range(1, length)
            .Select(each => (Variable: $"IoU at length {each}", Values: Values(units, each, Score.Iou)))
            .Append((Variable: "accuracy", Values: accuracy))
            .Select(row => (
                row.Variable, Size: Correlations.Pearson(row.Values, sizes), Log: Correlations.Pearson(row.Values, logs)));
        return ResultBuilder.Of<(string Variable, CorrelationTest Size, CorrelationTest Log)>(
            [
                new("variable", ColumnKind.Text, row => row.Variable),
                .. TestColumns.Of<(string Variable, CorrelationTest Size, CorrelationTest Log)>("rSize", row => row.Size),
                .. TestColumns.Of<(string Variable, CorrelationTest Size, CorrelationTest Log)>("rLogSize", row => row.Log),
            ],
            rows).Build();
    }

    private static QueryResult Units(IEnumerable<UnitAccuracy> units, InputOutcomes outcomes, int length) =>
        ResultBuilder.Of<UnitAccuracy>(
        [
            new("unit", ColumnKind.Integer, unit => (long)unit.Unit.Unit.Number),
            new("inputs", ColumnKind.Integer, unit => (long)unit.Inputs),
            new("right", ColumnKind.Integer, unit => (long)unit.Right),
            TestColumns.Score<UnitAccuracy>("accuracy", unit => unit.Accuracy),
            new("size", ColumnKind.Integer, unit => unit.Unit.Unit.Size),
            new("iou1", ColumnKind.Score, unit => unit.Unit.Within(1)?.Iou),
            new("iou", ColumnKind.Score, unit => unit.Unit.Within(length)?.Iou),
            new("formula", ColumnKind.Text, unit => unit.Unit.Within(length)?.Formula),
            .. outcomes.Classes.Take(outcomes.Classes.Count > ClassColumns ? 0 : ClassColumns).Select((name, i) =>
                new ValueColumn<UnitAccuracy>("label " + name, ColumnKind.Integer, unit => (long)unit.ByClass[i])),
        ],
        units).Build();

    private static ScatterChart Scatter(IReadOnlyList<UnitAccuracy> units, int length)
    {
        double[] x = Values(units, length, Score.Iou), y = [.. units.Select(unit => unit.Accuracy!.Value)];
        return new(
            "accuracy",
            $"Accuracy where a unit is active, against its IoU at length {length}",
            "IoU",
            "accuracy",
            [.. units.Select((unit, i) => (x[i], y[i], $"unit {unit.Unit.Unit.Number}: {unit.Unit.Within(length)?.Formula}"))],
            LeastSquares.Line(x, y));
    }

    private static LineChart ByLength(ILookup<string, AccuracyCorrelation> byHeld) => new(
        "r-by-length",
        "Correlation of accuracy and IoU, by maximal length",
        "maximal length of the formula",
        "r",
        [
            .. byHeld.Select(group => new ChartLine(
                group.Key == NothingHeld ? "nothing held fixed" : $"{group.Key} held fixed",
                [
                    .. group.Where(each => each.Pearson.R is not null).Select(each =>
                        ((double)each.Length, each.Pearson.R!.Value, each.Pearson.Low, each.Pearson.High)),
                ])),
        ]);
}
