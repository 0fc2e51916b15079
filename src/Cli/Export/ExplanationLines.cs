using CompExplain.Cli.Output;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;

namespace CompExplain.Cli.Export;

/// <summary>A row a unit, as <c>explain</c> prints it, with the best formula of every length.</summary>
internal static class ExplanationLines
{
    public static QueryResult Of(string layer, IReadOnlyList<UnitExplanations> units)
    {
        var lines = new ResultBuilder()
            .Column("layer", ColumnKind.Text)
            .Column("unit", ColumnKind.Integer)
            .Column("length", ColumnKind.Integer)
            .Column("formula", ColumnKind.Text)
            .Column("iou", ColumnKind.Score)
            .Column("bestConcept", ColumnKind.Text)
            .Column("bestConceptIou", ColumnKind.Score)
            .Column("hits", ColumnKind.Integer)
            .Column("size", ColumnKind.Integer)
            .Column("unitSize", ColumnKind.Integer)
            .Column("byLength", ColumnKind.Nested);
        bool isCertified = units.Any(unit => unit.ByLength.Any(each => each.Certificate is not null));
        if (isCertified)
        {
            lines.Column("certificates", ColumnKind.Nested);
        }

        foreach (var unit in units)
        {
            var single = unit.BestConcept;
            var best = unit.Best;
            var row = new List<object?>
            {
                layer,
                (long)unit.Unit.Number,
                (long?)best?.Leaves,
                best?.Formula,
                best?.Iou,
                single?.Formula,
                single?.Iou,
                best?.Counts.Hits,
                best?.Counts.Size,
                unit.Unit.Size,
                ByLength(unit),
            };
            if (isCertified)
            {
                row.Add(CertificateColumns.List(unit));
            }

            lines.Row([.. row]);
        }

        return lines.Build();
    }

    private static QueryResult ByLength(UnitExplanations unit)
    {
        var lines = new ResultBuilder()
            .Column("length", ColumnKind.Integer)
            .Column("leaves", ColumnKind.Integer)
            .Column("formula", ColumnKind.Text)
            .Column("iou", ColumnKind.Score)
            .Column("score", ColumnKind.Score)
            .Column("hits", ColumnKind.Integer)
            .Column("size", ColumnKind.Integer);
        foreach (var each in unit.ByLength)
        {
            lines.Row(
                (long)each.Length, (long)each.Leaves, each.Formula, each.Iou, each.Score, each.Counts.Hits, each.Counts.Size);
        }

        return lines.Build();
    }
}
