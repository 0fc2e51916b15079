using CompExplain.Query.Ast;
using CompExplain.Query.Results;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>
/// The rows of EXPLAIN: an explanation of each length, with its certificate and its checks where they were asked for.
/// </summary>
internal sealed class ExplanationRows
{
    private readonly ExplainQuery _query;
    private readonly Score _scorer;

    public ExplanationRows(ExplainQuery query, Score scorer)
    {
        _query = query;
        _scorer = scorer;
    }

    /// <summary>The rows.</summary>
    /// <param name="found">The explanations.</param>
    /// <param name="honesty">A check of each; null if that was not asked for.</param>
    public ResultBuilder Of(IReadOnlyList<Explanation> found, IReadOnlyList<Honesty>? honesty)
    {
        var result = new ResultBuilder();
        AddColumns(result);
        for (int i = 0; i < found.Count; i++)
        {
            var each = found[i];
            object?[] scored = _scorer == Score.Iou ? [] : [PairScore.Of(_scorer, each.Counts)];
            result.Row(
            [
                _query.Target.ToString(),
                (long)each.Length,
                honesty?[i].Formula ?? each.Formula,
                .. scored,
                PairScore.Iou(each.Counts),
                each.Counts.Hits,
                each.Counts.Size,
                each.Counts.TargetSize,
                .. _query.Certify is null ? [] : CertificateValues(each),
                .. honesty is null ? [] : HonestyValues(honesty[i]),
            ]);
        }

        return result;
    }

    private void AddColumns(ResultBuilder result)
    {
        result.Column("target", ColumnKind.Text).Column("length", ColumnKind.Integer).Column("formula", ColumnKind.Text);
        if (_scorer != Score.Iou)
        {
            result.Column(ScoreColumns.NameOf(_scorer), ColumnKind.Score);
        }

        result.Column("iou", ColumnKind.Score).Column("hits", ColumnKind.Integer)
            .Column("size", ColumnKind.Integer).Column("targetSize", ColumnKind.Integer);
        if (_query.Certify is not null)
        {
            result.Column("certificate", ColumnKind.Text).Column("bound", ColumnKind.Score)
                .Column("expanded", ColumnKind.Integer).Column("provedAway", ColumnKind.Integer)
                .Column("beamScore", ColumnKind.Score);
        }

        if (_query.Honest is not null)
        {
            result.Column("chanceIou", ColumnKind.Score).Column("pValue", ColumnKind.Score)
                .Column("seenIou", ColumnKind.Score).Column("heldOutIou", ColumnKind.Score)
                .Column("heldOutFormula", ColumnKind.Text)
                .Column("dropped", ColumnKind.Text).Column("clauses", ColumnKind.Nested);
        }
    }

    private static object?[] CertificateValues(Explanation explanation) => explanation.Certificate is { } certificate
        ?
        [
            explanation.IsOptimal ? "optimal" : "at most",
            certificate.Bound,
            certificate.Expanded,
            certificate.ProvedAway,
            certificate.BeamScore,
        ]
        : new object?[5];

    private static object?[] HonestyValues(Honesty honesty)
    {
        var clauses = new ResultBuilder().Column("clause", ColumnKind.Text).Column("iouWithout", ColumnKind.Score);
        foreach (var clause in honesty.Clauses)
        {
            clauses.Row(clause.Text, PairScore.Iou(clause.Without));
        }

        return
        [
            honesty.Chance.MeanIou,
            honesty.Chance.PValue,
            honesty.HeldOut is { } seen ? PairScore.Iou(seen.Seen) : null,
            honesty.HeldOut is { } held ? PairScore.Iou(held.Held) : null,
            honesty.HeldOut?.Formula,
            honesty.Dropped.Count > 0 ? string.Join("; ", honesty.Dropped) : null,
            clauses.Build(),
        ];
    }
}
