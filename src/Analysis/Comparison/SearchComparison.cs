using System.Globalization;
using CompExplain.Analysis.Accuracy;
using CompExplain.Analysis.Layers;
using CompExplain.Analysis.Results;
using CompExplain.Analysis.Statistics;
using CompExplain.Query.Results;

namespace CompExplain.Analysis.Comparison;

/// <summary>
/// Two searches compared unit by unit: two runs over one layer, two layers, or two databases of the same inputs, such as a
/// trained network and one with random weights.
/// </summary>
public static class SearchComparison
{
    /// <summary>Pairs the units of two searches.</summary>
    /// <param name="first">One search.</param>
    /// <param name="second">The other.</param>
    /// <param name="by">How.</param>
    /// <param name="progress">Reports units whose activity was read.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="AnalysisException">They are to be matched by activity, and are not of the same inputs.</exception>
    public static IReadOnlyList<UnitMatch> Match(
        ExplainedLayer first,
        ExplainedLayer second,
        MatchBy by,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (MatchesByNumber(first, second, by))
        {
            var byNumber = second.Units.ToDictionary(unit => unit.Unit.Number);
            return
            [
                .. first.Units.Where(unit => byNumber.ContainsKey(unit.Unit.Number))
                    .Select(unit => new UnitMatch(unit, byNumber[unit.Unit.Number], null)),
            ];
        }

        int inputs = first.Database.Dataset.InputCount;
        if (second.Database.Dataset.InputCount != inputs)
        {
            throw new AnalysisException(
                $"units are matched by their activity over the same inputs, and {first.Database.Path} has {inputs}, "
                    + $"{second.Database.Path} {second.Database.Dataset.InputCount}");
        }

        double[]?[] a = Activity(first, progress, cancellation), b = Activity(second, progress, cancellation);
        var matches = new UnitMatch?[a.Length];
        Parallel.For(0, a.Length, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            (int Unit, double R) best = (-1, double.NegativeInfinity);
            for (int j = 0; j < b.Length; j++)
            {
                double r = a[i] is { } x && b[j] is { } y ? System.Numerics.Tensors.TensorPrimitives.Dot<double>(x, y) : -2;
                if (r > best.R)
                {
                    best = (j, r);
                }
            }

            matches[i] = best.Unit < 0
                ? null
                : new UnitMatch(first.Units[i], second.Units[best.Unit], best.R < -1.5 ? null : Math.Clamp(best.R, -1, 1));
        });
        return [.. matches.OfType<UnitMatch>()];
    }

    /// <summary>The analysis of two searches.</summary>
    /// <param name="first">One search.</param>
    /// <param name="second">The other.</param>
    /// <param name="by">Which units are compared.</param>
    /// <param name="progress">Reports units whose activity was read.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="AnalysisException">A search has no explained unit, or they are not of the same inputs.</exception>
    public static AnalysisResult Analyse(
        ExplainedLayer first,
        ExplainedLayer second,
        MatchBy by,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        bool byNumber = MatchesByNumber(first.WithUnits(), second.WithUnits(), by);
        var matches = Match(first, second, by, progress, cancellation);
        int length = Math.Min(first.Length, second.Length);
        var lengths = Enumerable.Range(1, length).Select(each => Compare(first, second, matches, each)).ToList();
        string[] names = Names(first, second);
        return new(
            "compare",
            $"{names[0]} and {names[1]} compared",
            Summarise(names, lengths[^1], matches, byNumber),
            [
                new("lengths", $"IoU of {names[1]} less IoU of {names[0]}, by maximal length", Lengths(lengths)),
                new("units", "Units that were compared, the greatest gain first", Units(matches)),
            ],
            [
                new BoxChart(
                    "compare",
                    "IoU of the explanations",
                    "search",
                    "IoU",
                    [(names[0], lengths[^1].First), (names[1], lengths[^1].Second)]),
            ],
            [
                byNumber
                    ? "units of the same number are compared"
                    : "each unit is compared with the one that is active most alike over the inputs (Pearson's r of the numbers "
                        + "of active positions); the unpaired difference is of all units, matched or not",
                .. Missing(first, second, matches, byNumber),
                .. first.Length == second.Length ? Array.Empty<string>() :
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the searches are of length {first.Length} and {second.Length}: each unit has its own best"),
                ],
                .. first.Omissions().Select(each => $"{names[0]}: {each}"),
                .. second.Omissions().Select(each => $"{names[1]}: {each}"),
            ]);
    }

    private sealed record Row(int Length, Spread First, Spread Second, PairedTest Paired, PairedTest Unpaired);

    private static bool MatchesByNumber(ExplainedLayer first, ExplainedLayer second, MatchBy by) => by switch
    {
        MatchBy.Automatic => first.Layer.Name == second.Layer.Name && first.Layer.UnitCount == second.Layer.UnitCount,
        _ => by == MatchBy.Number,
    };

    // Deviations from the mean, of length 1: the product of two is their r. Null where a unit's activity does not vary.
    private static double[]?[] Activity(ExplainedLayer layer, IProgress<int>? progress, CancellationToken cancellation) =>
        ActiveInputCounting.Read<double[]?>(
            layer.Engine,
            [.. layer.Units.Select(unit => layer.Reference(unit.Unit))],
            (_, counts) =>
            {
                double mean = counts.Average();
                double[] deviations = [.. counts.Select(count => count - mean)];
                double norm = Math.Sqrt(deviations.Sum(each => each * each));
                return norm == 0 ? null : [.. deviations.Select(each => each / norm)];
            },
            progress,
            cancellation);

    private static Row Compare(ExplainedLayer first, ExplainedLayer second, IReadOnlyList<UnitMatch> matches, int length)
    {
        double[] a = [.. first.Units.Select(unit => unit.Within(length)?.Iou ?? 0)];
        double[] b = [.. second.Units.Select(unit => unit.Within(length)?.Iou ?? 0)];
        return new(
            length,
            Spread.Of(a),
            Spread.Of(b),
            Differences.Paired(
                [.. matches.Select(match => (match.Second.Within(length)?.Iou ?? 0) - (match.First.Within(length)?.Iou ?? 0))]),
            Differences.Unpaired(b, a));
    }

    private static string[] Names(ExplainedLayer first, ExplainedLayer second)
    {
        bool files = first.Database.Path != second.Database.Path, layers = first.Layer.Name != second.Layer.Name;
        string Name(ExplainedLayer layer) => string.Join(' ', new[]
        {
            files ? Path.GetFileName(layer.Database.Path) : null,
            layers || files ? layer.Layer.Name : null,
            $"search {layer.Run.Id}",
        }.OfType<string>());
        return [Name(first), Name(second)];
    }

    private static string Summarise(string[] names, Row last, IReadOnlyList<UnitMatch> matches, bool byNumber)
    {
        var test = byNumber ? last.Paired : last.Unpaired;
        int better = matches.Count(match => match.Gain > 0), worse = matches.Count(match => match.Gain < 0);
        int changed = matches.Count(match => match.First.Best!.Formula != match.Second.Best!.Formula);
        return $"At length {last.Length}, mean IoU is {Words.Score(last.First.Mean)} in {names[0]} and "
            + $"{Words.Score(last.Second.Mean)} in {names[1]}: a difference of {Words.Score(test.Mean)} "
            + $"(95 % interval {Words.Interval(test.Low, test.High, Words.Score)}). Of "
            + $"{Words.Amount(matches.Count, "compared unit")}, {better:N0} are higher in the second, {worse:N0} lower, and "
            + $"{changed:N0} have another formula.";
    }

    private static IEnumerable<string> Missing(
        ExplainedLayer first, ExplainedLayer second, IReadOnlyList<UnitMatch> matches, bool byNumber)
    {
        int without = first.Units.Count - matches.Count;
        if (without > 0)
        {
            yield return $"{Words.Amount(without, "unit")} of the first have no match";
        }

        int unmatched = second.Units.Count - matches.Select(match => match.Second.Unit.Id).Distinct().Count();
        if (unmatched > 0)
        {
            yield return $"{Words.Amount(unmatched, "unit")} of the second "
                + (byNumber ? "have no match" : "are the match of none");
        }

        int undefined = matches.Count(match => match.Correlation is null);
        if (!byNumber && undefined > 0)
        {
            yield return $"{Words.Amount(undefined, "match", "matches")} without a correlation: a unit's activity does not vary";
        }
    }

    private static QueryResult Lengths(List<Row> rows) => ResultBuilder.Of<Row>(
        [
            new("length", ColumnKind.Integer, row => (long)row.Length),
            TestColumns.Score<Row>("firstMean", row => row.First.Mean),
            TestColumns.Score<Row>("secondMean", row => row.Second.Mean),
            new("compared", ColumnKind.Integer, row => (long)row.Paired.Count),
            .. TestColumns.Of<Row>("gain", row => row.Paired),
            TestColumns.Score<Row>("unpaired", row => row.Unpaired.Mean),
            TestColumns.Score<Row>("unpairedLow", row => row.Unpaired.Low),
            TestColumns.Score<Row>("unpairedHigh", row => row.Unpaired.High),
            TestColumns.P<Row>("unpairedP", row => row.Unpaired.TP),
        ],
        rows).Build();

    private static QueryResult Units(IEnumerable<UnitMatch> matches) => ResultBuilder.Of<UnitMatch>(
        [
            new("unit", ColumnKind.Integer, match => (long)match.First.Unit.Number),
            new("with", ColumnKind.Integer, match => (long)match.Second.Unit.Number),
            TestColumns.Score<UnitMatch>("r", match => match.Correlation),
            new("firstIou", ColumnKind.Score, match => match.First.Best!.Iou),
            new("secondIou", ColumnKind.Score, match => match.Second.Best!.Iou),
            new("gain", ColumnKind.Score, match => match.Gain),
            new("firstFormula", ColumnKind.Text, match => match.First.Best!.Formula),
            new("secondFormula", ColumnKind.Text, match => match.Second.Best!.Formula),
        ],
        matches.OrderByDescending(match => match.Gain).ThenBy(match => match.First.Unit.Number)).Build();
}
