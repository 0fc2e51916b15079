using CompExplain.Analysis.Layers;
using CompExplain.Analysis.Results;
using CompExplain.Analysis.Statistics;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;

namespace CompExplain.Analysis.Lengths;

/// <summary>The IoU of explanations by their maximal length: figure 3 of the paper.</summary>
public static class IouByLength
{
    /// <summary>The statistics of every length.</summary>
    /// <param name="units">The units, each with an explanation.</param>
    /// <param name="length">The maximum length.</param>
    public static IReadOnlyList<LengthStatistics> Of(IReadOnlyList<UnitExplanations> units, int length)
    {
        ArgumentNullException.ThrowIfNull(units);
        double[][] ious = [.. Enumerable.Range(1, length).Select(each => Ious(units, each))];
        PairedTest Since(int from, int to) => Differences.Paired([.. ious[to].Zip(ious[from], (late, early) => late - early)]);
        return
        [
            .. ious.Select((values, i) => new LengthStatistics(
                i + 1, Spread.Of(values), i == 0 ? null : Since(0, i), i == 0 ? null : Since(i - 1, i))),
        ];
    }

    /// <summary>The analysis of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <exception cref="AnalysisException">It has no explained unit.</exception>
    public static AnalysisResult Analyse(ExplainedLayer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var units = layer.WithUnits().Units;
        var lengths = Of(units, layer.Length);
        return new(
            "iou-by-length",
            "IoU by length",
            Summarise(lengths),
            [
                new("lengths", "The units' IoU by the maximal length of the formula", Lengths(lengths)),
                new("gains", "How much higher IoU is than at length 1, and than at the length before", Gains(lengths)),
                new("units", "Each unit's IoU by the maximal length of the formula", Units(units, layer.Length)),
            ],
            [
                new BoxChart(
                    "iou-by-length",
                    $"IoU by length, {Words.Amount(units.Count, "unit")} of {layer.Layer.Name}",
                    "maximal length of the formula",
                    "IoU",
                    [.. lengths.Select(each => ($"{each.Length}", each.Iou))]),
            ],
            [.. layer.Omissions()]);
    }

    private sealed record Gain(int Length, int Since, PairedTest Test);

    private static double[] Ious(IReadOnlyList<UnitExplanations> units, int length) =>
        [.. units.Select(unit => unit.Within(length)?.Iou ?? 0)];

    private static string Summarise(IReadOnlyList<LengthStatistics> lengths)
    {
        var (first, last) = (lengths[0].Iou, lengths[^1]);
        if (last.SinceFirst is not { } gain)
        {
            return $"Mean IoU is {Words.Score(first.Mean)} at length 1.";
        }

        return $"Mean IoU is {Words.Score(first.Mean)} at length 1 and {Words.Score(last.Iou.Mean)} at length {last.Length}: "
            + $"{Words.Score(gain.Mean)} higher (95 % interval {Words.Interval(gain.Low, gain.High, Words.Score)}, "
            + $"{Words.Amount(gain.Count, "unit")}); {Words.Amount(gain.Count - gain.Zeros, "unit")} gained.";
    }

    private static QueryResult Lengths(IEnumerable<LengthStatistics> lengths) => ResultBuilder.Of<LengthStatistics>(
        [
            new("length", ColumnKind.Integer, each => (long)each.Length),
            new("units", ColumnKind.Integer, each => (long)each.Iou.Count),
            new("mean", ColumnKind.Score, each => each.Iou.Mean),
            new("deviation", ColumnKind.Score, each => each.Iou.Deviation),
            new("minimum", ColumnKind.Score, each => each.Iou.Minimum),
            new("lowerQuartile", ColumnKind.Score, each => each.Iou.LowerQuartile),
            new("median", ColumnKind.Score, each => each.Iou.Median),
            new("upperQuartile", ColumnKind.Score, each => each.Iou.UpperQuartile),
            new("maximum", ColumnKind.Score, each => each.Iou.Maximum),
            TestColumns.Score<LengthStatistics>("gain", each => each.SinceFirst?.Mean),
            TestColumns.Score<LengthStatistics>("gainLow", each => each.SinceFirst?.Low),
            TestColumns.Score<LengthStatistics>("gainHigh", each => each.SinceFirst?.High),
        ],
        lengths).Build();

    private static QueryResult Gains(IEnumerable<LengthStatistics> lengths) => ResultBuilder.Of<Gain>(
        [
            new("length", ColumnKind.Integer, gain => (long)gain.Length),
            new("since", ColumnKind.Integer, gain => (long)gain.Since),
            new("gained", ColumnKind.Integer, gain => (long)(gain.Test.Count - gain.Test.Zeros)),
            .. TestColumns.Of<Gain>("gain", gain => gain.Test),
        ],
        lengths.Where(each => each.SinceFirst is not null).SelectMany(each => new Gain[]
        {
            new(each.Length, 1, each.SinceFirst!), new(each.Length, each.Length - 1, each.SinceLast!),
        }).Distinct()).Build();

    private static QueryResult Units(IEnumerable<UnitExplanations> units, int length) => ResultBuilder.Of<UnitExplanations>(
        [
            new("unit", ColumnKind.Integer, unit => (long)unit.Unit.Number),
            .. Enumerable.Range(1, length).Select(each => new ValueColumn<UnitExplanations>(
                $"iou{each}", ColumnKind.Score, unit => unit.Within(each)?.Iou)),
        ],
        units).Build();
}
