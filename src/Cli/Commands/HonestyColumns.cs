using System.Globalization;
using CompExplain.Cli.Output;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;

namespace CompExplain.Cli.Commands;

/// <summary>The columns of an honesty check. What each clause adds is a list in JSON, and one text elsewhere.</summary>
internal static class HonestyColumns
{
    public static void Add(ResultBuilder answer, OutputFormat format) => answer
        .Column("chanceIou", ColumnKind.Score).Column("pValue", ColumnKind.Score)
        .Column("seenIou", ColumnKind.Score).Column("heldOutIou", ColumnKind.Score).Column("heldOutFormula", ColumnKind.Text)
        .Column("dropped", ColumnKind.Text).Column("clauses", format == OutputFormat.Json ? ColumnKind.Nested : ColumnKind.Text);

    public static object?[] Values(Honesty? honesty, OutputFormat format) => honesty is null
        ? new object?[7]
        :
        [
            honesty.Chance.MeanIou,
            honesty.Chance.PValue,
            honesty.HeldOut?.Seen.Iou,
            honesty.HeldOut?.Held.Iou,
            honesty.HeldOut?.Formula,
            honesty.Dropped.Count > 0 ? string.Join("; ", honesty.Dropped) : null,
            format == OutputFormat.Json ? List(honesty.Clauses) : string.Join("; ", honesty.Clauses.Select(Text)),
        ];

    private static QueryResult List(IReadOnlyList<Clause> clauses) => clauses.Aggregate(
        new ResultBuilder().Column("clause", ColumnKind.Text).Column("iouWithout", ColumnKind.Score),
        (list, each) => list.Row(each.Text, each.Without.Iou)).Build();

    private static string Text(Clause clause) =>
        string.Create(CultureInfo.InvariantCulture, $"{clause.Text}: {clause.Without.Iou:F4}");
}
