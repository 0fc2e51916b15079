using System.Globalization;
using CompExplain.Query.Ast;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>The rows of a layer's explanations: one for each unit.</summary>
public static class UnitExplanationRows
{
    private static readonly IReadOnlyList<ValueColumn<Explanation>> LengthColumns =
    [
        new("length", ColumnKind.Integer, each => (long)each.Length),
        new("leaves", ColumnKind.Integer, each => (long)each.Leaves),
        new("formula", ColumnKind.Text, each => each.Formula),
        new("iou", ColumnKind.Score, each => each.Iou),
        new("score", ColumnKind.Score, each => each.Score),
        new("hits", ColumnKind.Integer, each => each.Counts.Hits),
        new("size", ColumnKind.Integer, each => each.Counts.Size),
    ];

    private static readonly IReadOnlyList<ValueColumn<Explanation>> CertificateColumns =
    [
        new("length", ColumnKind.Integer, each => (long)each.Length),
        new("formula", ColumnKind.Text, each => each.Formula),
        new("score", ColumnKind.Score, each => each.Score),
        .. ExplanationColumns.Certificate<Explanation>(each => each),
        .. ExplanationColumns.Proof<Explanation>(each => each),
    ];

    /// <summary>
    /// The best formula of each unit, with its score, its certificates where there are any, and its check.
    /// </summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="units">The units, in the order of the rows.</param>
    /// <param name="scorer">The score that the search maximised.</param>
    /// <param name="isChecked">Whether the rows have the columns of the honesty check.</param>
    /// <param name="isCertified">Whether the rows have the columns of certificates.</param>
    public static QueryResult Best(
        string layer, IEnumerable<UnitExplanations> units, Score scorer, bool isChecked, bool isCertified) => ResultBuilder.Of(
        [
            .. Columns(layer, scorer),
            .. isCertified ? ExplanationColumns.Certificate<UnitExplanations>(unit => Certified(unit).LastOrDefault()) : [],
            .. isCertified ? [new("certificates", ColumnKind.Text, Certificates)] : Array.Empty<ValueColumn<UnitExplanations>>(),
            .. isChecked ? ExplanationColumns.Honesty<UnitExplanations>(unit => unit.Honesty) : [],
            .. isChecked ? [new("clauses", ColumnKind.Text, Clauses)] : Array.Empty<ValueColumn<UnitExplanations>>(),
        ],
        units).Build();

    /// <summary>The best formula of each unit and of each length, with the certificates where there are any.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="units">The units, in the order of the rows.</param>
    public static QueryResult EveryLength(string layer, IReadOnlyList<UnitExplanations> units) => ResultBuilder.Of(
        [
            .. Columns(layer, Score.Iou),
            new("byLength", ColumnKind.Nested, unit => ResultBuilder.Of(LengthColumns, unit.ByLength).Build()),
            .. units.Any(IsCertified)
                ? [new("certificates", ColumnKind.Nested, unit => ResultBuilder.Of(CertificateColumns, Certified(unit)).Build())]
                : Array.Empty<ValueColumn<UnitExplanations>>(),
        ],
        units).Build();

    /// <summary>The scores of each unit's best formulas of one leaf and of at most <paramref name="length"/> leaves.</summary>
    /// <param name="units">The units, each with an explanation, in the order of the rows.</param>
    /// <param name="length">The maximum number of leaves.</param>
    public static QueryResult Growth(IEnumerable<UnitExplanations> units, int length) => ResultBuilder.Of<UnitExplanations>(
        [
            new("unit", ColumnKind.Integer, unit => (long)unit.Unit.Number),
            new("IoU at 1", ColumnKind.Score, unit => unit.Within(1)!.Score),
            new(
                string.Create(CultureInfo.InvariantCulture, $"IoU at {length}"),
                ColumnKind.Score,
                unit => unit.Best!.Score),
            new("formula", ColumnKind.Text, unit => unit.Best!.Formula),
        ],
        units).Build();

    /// <summary>Whether any explanation of a unit has a certificate.</summary>
    /// <param name="unit">The unit.</param>
    public static bool IsCertified(UnitExplanations unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.ByLength.Any(each => each.Certificate is not null);
    }

    private static IReadOnlyList<ValueColumn<UnitExplanations>> Columns(string layer, Score scorer) =>
    [
        new("layer", ColumnKind.Text, _ => layer),
        new("unit", ColumnKind.Integer, unit => (long)unit.Unit.Number),
        new("length", ColumnKind.Integer, unit => (long?)(unit.Honesty?.Leaves ?? unit.Best?.Leaves)),
        new("formula", ColumnKind.Text, unit => unit.Honesty?.Formula ?? unit.Best?.Formula),
        .. ExplanationColumns.Score<UnitExplanations>(scorer, unit => unit.Best),
        new("iou", ColumnKind.Score, unit => unit.Best?.Iou),
        new("bestConcept", ColumnKind.Text, unit => unit.BestConcept?.Formula),
        new("bestConceptIou", ColumnKind.Score, unit => unit.BestConcept?.Iou),
        new("hits", ColumnKind.Integer, unit => unit.Best?.Counts.Hits),
        new("size", ColumnKind.Integer, unit => unit.Best?.Counts.Size),
        new("unitSize", ColumnKind.Integer, unit => unit.Unit.Size),
    ];

    private static IEnumerable<Explanation> Certified(UnitExplanations unit) =>
        unit.ByLength.Where(each => each.Certificate is not null);

    private static SummarizedRows? Certificates(UnitExplanations unit) => IsCertified(unit)
        ? new(string.Join("; ", Certified(unit).Select(Text)), ResultBuilder.Of(CertificateColumns, Certified(unit)).Build())
        : null;

    private static SummarizedRows? Clauses(UnitExplanations unit) => unit.Honesty is { } check
        ? new(string.Join("; ", check.Clauses.Select(Text)), ExplanationColumns.Clauses(check))
        : null;

    private static string Text(Explanation each) => string.Create(
        CultureInfo.InvariantCulture,
        $"{each.Length}: {(each.IsOptimal ? "optimal" : $"at most {Cell.ShowBound(each.Certificate!.Bound)}")}"
            + $"{(each.Certificate!.BeamScore is { } beam ? $" (the beam had {beam:F4})" : null)}");

    private static string Text(Clause clause) =>
        string.Create(CultureInfo.InvariantCulture, $"{clause.Text}: {clause.Without.Iou:F4}");
}
