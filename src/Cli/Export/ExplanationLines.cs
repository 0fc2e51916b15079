using CompExplain.Cli.Commands;
using CompExplain.Cli.Output;
using CompExplain.Query.Results;
using CompExplain.Search;

namespace CompExplain.Cli.Export;

/// <summary>A row a unit, as <c>explain</c> prints it, with the best formula of every length.</summary>
internal static class ExplanationLines
{
    public static QueryResult Of(IReadOnlyList<UnitExplanation> units)
    {
        var lines = new Answer().Column("layer", ColumnKind.Text).Column("unit", ColumnKind.Integer).Column("length", ColumnKind.Integer)
            .Column("formula", ColumnKind.Text).Column("iou", ColumnKind.Score).Column("bestConcept", ColumnKind.Text).Column("bestConceptIou", ColumnKind.Score)
            .Column("hits", ColumnKind.Integer).Column("size", ColumnKind.Integer).Column("unitSize", ColumnKind.Integer).Column("byLength", ColumnKind.Nested);
        bool isCertified = units.Any(unit => unit.Certificates.Count > 0);
        if (isCertified)
        {
            lines.Column("certificates", ColumnKind.Nested);
        }

        foreach (var unit in units)
        {
            var byLength = new Answer().Column("length", ColumnKind.Integer).Column("leaves", ColumnKind.Integer).Column("formula", ColumnKind.Text)
                .Column("iou", ColumnKind.Score).Column("score", ColumnKind.Score).Column("hits", ColumnKind.Integer).Column("size", ColumnKind.Integer);
            foreach (var each in unit.ByLength)
            {
                byLength.Row((long)each.Length, (long)each.Leaves, each.Formula, Explained.Iou(each, unit.Unit), each.Score, each.Hits, each.Size);
            }

            var single = unit.BestConcept;
            var best = unit.ByLength.Count > 0 ? unit.ByLength[^1] : null;
            var row = new List<object?>
            {
                unit.Layer.Name,
                (long)unit.Unit.Number,
                (long?)best?.Leaves,
                best?.Formula,
                best is null ? null : Explained.Iou(best, unit.Unit),
                single?.Formula,
                single is null ? null : Explained.Iou(single, unit.Unit),
                best?.Hits,
                best?.Size,
                unit.Unit.Size,
                byLength.Build(),
            };
            if (isCertified)
            {
                row.Add(CertificateColumns.List(unit));
            }

            lines.Row([.. row]);
        }

        return lines.Build();
    }
}
