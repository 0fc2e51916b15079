using CompExplain.Analysis.Layers;
using CompExplain.Analysis.Results;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Parsing;
using CompExplain.Query.Results;
using CompExplain.Search;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Analysis.Uniqueness;

/// <summary>
/// Which units share an explanation, and how many unique detectors a layer has, as Network Dissection reports them (Bau et al.
/// 2017), beside what units with shuffled inputs reach.
/// </summary>
public static class UniqueExplanations
{
    /// <summary>Groups units by the masks of their formulas: equal ones are one explanation, however they are written.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="units">The units.</param>
    /// <param name="length">The maximal length of the formulas; units without one are left out.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The groups, the largest first.</returns>
    public static IReadOnlyList<SharedExplanation> Group(
        QueryEngine engine, IEnumerable<UnitExplanations> units, int length, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(units);
        var groups = new List<SharedExplanation>();
        foreach (var sameSize in units.Where(unit => unit.Within(length) is not null)
            .GroupBy(unit => unit.Within(length)!.Counts.Size))
        {
            var masks = new List<(Formula Formula, List<UnitExplanations> Units)>();
            foreach (var sameText in sameSize.GroupBy(unit => unit.Within(length)!.Formula))
            {
                var formula = FormulaParser.Parse(sameText.Key);
                var equal = masks.Find(each =>
                    engine.CountByIndex(each.Formula, formula, cancellation).Hits == sameSize.Key);
                if (equal.Units is null)
                {
                    masks.Add((formula, [.. sameText]));
                }
                else
                {
                    equal.Units.AddRange(sameText);
                }
            }

            groups.AddRange(masks.Select(each => new SharedExplanation(
                each.Units.Select(unit => unit.Within(length)!)
                    .OrderBy(found => found.Leaves).ThenBy(found => found.Formula, StringComparer.Ordinal).First().Formula,
                [.. each.Units.OrderBy(unit => unit.Unit.Number)])));
        }

        return [.. groups.OrderByDescending(each => each.Units.Count).ThenBy(each => each.Units[0].Unit.Number)];
    }

    /// <summary>The analysis of a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="options">What counts as a detector.</param>
    /// <param name="progress">Reports shuffled units that were searched.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="AnalysisException">It has no explained unit, or an option is out of its range.</exception>
    public static AnalysisResult Analyse(
        ExplainedLayer layer,
        UniqueOptions options,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Iou is not (> 0 and <= 1))
        {
            throw new AnalysisException("a detector's IoU goes from above 0 to 1");
        }

        var units = layer.WithUnits().Units;
        var shuffled = layer.Database.Dataset.InputCount > 1
            ? ShuffledSearch.Run(
                layer.Engine, [.. units.Select(unit => unit.Unit)], layer.Options, options.Seed, progress, cancellation)
            : null;
        var lengths = Enumerable.Range(1, layer.Length)
            .Select(length => new Row(
                length,
                Counts.Of(layer.Engine, units, length, options.Iou, cancellation),
                shuffled is null ? null : Counts.Of(layer.Engine, shuffled, length, options.Iou, cancellation)))
            .ToList();
        var groups = Group(layer.Engine, units, layer.Length, cancellation);
        var concepts = Concepts(layer, options.Iou);
        return new(
            "unique",
            "Unique explanations",
            Summarise(lengths, groups, options),
            [
                new(
                    "lengths",
                    $"Detectors (IoU of {Words.Score(options.Iou)} or more) and unique ones, by maximal length",
                    Lengths(lengths)),
                new("concepts", "Concepts by the number of units of which they are the best one", ConceptRows(concepts)),
                new("categories", "Detectors of a single concept by the concept's category", Categories(concepts)),
                new("shared", "Explanations that several units share (equal masks)", Shared(groups, layer.Length)),
            ],
            [Bars(layer, concepts, options), ByLength(lengths)],
            [
                shuffled is null
                    ? "one input cannot be shuffled"
                    : "shuffled units are the same masks, each shifted by its own number of inputs, and searched in the same way",
                .. layer.Omissions(),
            ]);
    }

    private sealed record Counts(int Detectors, int Unique, double MeanIou)
    {
        public static Counts Of(
            QueryEngine engine, IReadOnlyList<UnitExplanations> units, int length, double least, CancellationToken cancellation)
        {
            var detectors = units.Where(unit => unit.Within(length)?.Iou >= least).ToList();
            return new(
                detectors.Count,
                Group(engine, detectors, length, cancellation).Count,
                units.Average(unit => unit.Within(length)?.Iou ?? 0));
        }
    }

    private sealed record Row(int Length, Counts Units, Counts? Shuffled);

    private sealed record ConceptUnits(Concept Concept, string Text, int Units, int Detectors, double MeanIou);

    private static string Summarise(List<Row> lengths, IReadOnlyList<SharedExplanation> groups, UniqueOptions options)
    {
        var (first, last) = (lengths[0], lengths[^1]);
        int sharing = groups.Where(group => group.Units.Count > 1).Sum(group => group.Units.Count);
        string by = first.Shuffled is { } shuffled ? $" (shuffled: {shuffled.Unique})" : string.Empty;
        string byLast = last.Shuffled is { } late ? $" (shuffled: {late.Unique})" : string.Empty;
        return $"{Words.Amount(first.Units.Unique, "unique detector")} of a single concept at an IoU of "
            + $"{Words.Score(options.Iou)} or more{by}, {last.Units.Unique:N0} at length {last.Length}{byLast}; "
            + $"{Words.Amount(sharing, "unit")} of {Words.Amount(groups.Sum(group => group.Units.Count), "unit")} share an "
            + "explanation with another.";
    }

    private static List<ConceptUnits> Concepts(ExplainedLayer layer, double least)
    {
        var byText = layer.Engine.Candidates(layer.Options.Candidates).Candidates.ToDictionary(each => each.Text);
        return
        [
            .. layer.Units.Where(unit => unit.Within(1) is not null)
                .GroupBy(unit => unit.Within(1)!.Formula)
                .Select(group => new ConceptUnits(
                    byText[group.Key].Concepts[0],
                    group.Key,
                    group.Count(),
                    group.Count(unit => unit.Within(1)!.Iou >= least),
                    group.Average(unit => unit.Within(1)!.Iou)))
                .OrderByDescending(each => each.Detectors).ThenByDescending(each => each.Units)
                .ThenBy(each => each.Text, StringComparer.Ordinal),
        ];
    }

    private static QueryResult Lengths(List<Row> rows) => ResultBuilder.Of<Row>(
        [
            new("length", ColumnKind.Integer, row => (long)row.Length),
            new("detectors", ColumnKind.Integer, row => (long)row.Units.Detectors),
            new("unique", ColumnKind.Integer, row => (long)row.Units.Unique),
            new("meanIou", ColumnKind.Score, row => row.Units.MeanIou),
            new("shuffledDetectors", ColumnKind.Integer, row => (long?)row.Shuffled?.Detectors),
            new("shuffledUnique", ColumnKind.Integer, row => (long?)row.Shuffled?.Unique),
            TestColumns.Score<Row>("shuffledMeanIou", row => row.Shuffled?.MeanIou),
        ],
        rows).Build();

    private static QueryResult ConceptRows(List<ConceptUnits> concepts) => ResultBuilder.Of<ConceptUnits>(
        [
            new("concept", ColumnKind.Text, each => each.Text),
            new("category", ColumnKind.Text, each => each.Concept.Category),
            new("units", ColumnKind.Integer, each => (long)each.Units),
            new("detectors", ColumnKind.Integer, each => (long)each.Detectors),
            new("meanIou", ColumnKind.Score, each => each.MeanIou),
        ],
        concepts).Build();

    private static QueryResult Categories(List<ConceptUnits> concepts) =>
        ResultBuilder.Of<IGrouping<string, ConceptUnits>>(
        [
            new("category", ColumnKind.Text, group => group.Key),
            new("unique", ColumnKind.Integer, group => (long)group.Count(each => each.Detectors > 0)),
            new("detectors", ColumnKind.Integer, group => (long)group.Sum(each => each.Detectors)),
            new("units", ColumnKind.Integer, group => (long)group.Sum(each => each.Units)),
        ],
        concepts.GroupBy(each => each.Concept.Category).OrderByDescending(group => group.Sum(each => each.Detectors))).Build();

    private static QueryResult Shared(IReadOnlyList<SharedExplanation> groups, int length) => ResultBuilder.Of<SharedExplanation>(
        [
            new("formula", ColumnKind.Text, group => group.Formula),
            new("count", ColumnKind.Integer, group => (long)group.Units.Count),
            new("units", ColumnKind.Text, group => string.Join(", ", group.Units.Select(unit => unit.Unit.Number))),
            new("meanIou", ColumnKind.Score, group => group.MeanIou(length)),
        ],
        groups.Where(group => group.Units.Count > 1)).Build();

    private static BarChart Bars(ExplainedLayer layer, List<ConceptUnits> concepts, UniqueOptions options) => new(
        "concepts",
        $"Detectors of single concepts in {layer.Layer.Name}, IoU of {Words.Score(options.Iou)} or more",
        "concept",
        "units",
        [
            .. concepts.Where(each => each.Detectors > 0)
                .GroupBy(each => each.Concept.Category)
                .OrderByDescending(group => group.Sum(each => each.Detectors))
                .SelectMany(group => group.Select(each => (each.Text, (double)each.Detectors, group.Key))),
        ]);

    private static LineChart ByLength(List<Row> rows) => new(
        "unique",
        "Unique detectors by maximal length",
        "maximal length of the formula",
        "unique detectors",
        [
            new("units", [.. rows.Select(row => ((double)row.Length, (double)row.Units.Unique, (double?)null, (double?)null))]),
            .. rows[0].Shuffled is null ? [] : new[]
            {
                new ChartLine(
                    "shuffled units",
                    [.. rows.Select(row => ((double)row.Length, (double)row.Shuffled!.Unique, (double?)null, (double?)null))]),
            },
        ]);
}
