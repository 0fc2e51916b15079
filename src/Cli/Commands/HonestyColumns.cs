using System.Globalization;
using CompExplain.Cli.Output;
using CompExplain.Query;
using CompExplain.Query.Execution;
using CompExplain.Query.Results;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Cli.Commands;

/// <summary>How far an explanation can be trusted, as columns. What each clause adds is a list in JSON, and one text elsewhere.</summary>
internal static class HonestyColumns
{
    public static void Add(Answer answer, OutputFormat format) => answer
        .Column("chanceIou", ColumnKind.Score).Column("pValue", ColumnKind.Score)
        .Column("seenIou", ColumnKind.Score).Column("heldOutIou", ColumnKind.Score).Column("heldOutFormula", ColumnKind.Text)
        .Column("dropped", ColumnKind.Text).Column("clauses", format == OutputFormat.Json ? ColumnKind.Nested : ColumnKind.Text);

    public static object?[] Values(HonestyRecord? honesty, Unit unit, OutputFormat format)
    {
        if (honesty is null)
        {
            return new object?[7];
        }

        var held = honesty.HeldOut;
        var clauses = honesty.Clauses.Select(each => (each.Clause, Iou: Iou(each.Hits, each.Size, unit.Size))).ToList();
        return
        [
            honesty.ChanceIou,
            new ChanceLevel(honesty.Shifts, honesty.AsHigh, honesty.ChanceIou).PValue,
            held is null ? null : Iou(held.SeenHits, held.SeenSize, held.SeenUnitSize),
            held is null ? null : Iou(held.HeldHits, held.HeldSize, held.HeldUnitSize),
            held?.Formula,
            honesty.Dropped.Count > 0 ? string.Join("; ", honesty.Dropped) : null,
            format == OutputFormat.Json
                ? clauses.Aggregate(
                    new Answer().Column("clause", ColumnKind.Text).Column("iouWithout", ColumnKind.Score), (list, each) => list.Row(each.Clause, each.Iou)).Build()
                : string.Join("; ", clauses.Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Clause}: {each.Iou:F4}"))),
        ];
    }

    private static double Iou(long hits, long size, long unitSize) => PairScore.Iou(new PairCounts(hits, size, unitSize, Total: 0));
}
