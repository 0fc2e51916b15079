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

    private IReadOnlyList<ValueColumn<Row>> Columns =>
    [
        new("target", ColumnKind.Text, _ => _query.Target.ToString()),
        new("length", ColumnKind.Integer, row => (long)row.Found.Length),
        new("formula", ColumnKind.Text, row => row.Check?.Formula ?? row.Found.Formula),
        .. ExplanationColumns.Score<Row>(_scorer, row => row.Found),
        new("iou", ColumnKind.Score, row => row.Found.Iou),
        new("hits", ColumnKind.Integer, row => row.Found.Counts.Hits),
        new("size", ColumnKind.Integer, row => row.Found.Counts.Size),
        new("targetSize", ColumnKind.Integer, row => row.Found.Counts.TargetSize),
        .. _query.Certify is null ? [] : ExplanationColumns.Certificate<Row>(row => row.Found),
        .. _query.Certify is null ? [] : ExplanationColumns.Proof<Row>(row => row.Found),
        .. _query.Honest is null ? [] : ExplanationColumns.Honesty<Row>(row => row.Check),
        .. _query.Honest is null ? [] : Clauses,
    ];

    private static ValueColumn<Row>[] Clauses =>
        [new("clauses", ColumnKind.Nested, row => row.Check is { } check ? ExplanationColumns.Clauses(check) : null)];

    /// <summary>The rows.</summary>
    /// <param name="found">The explanations.</param>
    /// <param name="honesty">A check of each; null if that was not asked for.</param>
    public ResultBuilder Of(IReadOnlyList<Explanation> found, IReadOnlyList<Honesty>? honesty) =>
        ResultBuilder.Of(Columns, found.Select((each, i) => new Row(each, honesty?[i])));

    private sealed record Row(Explanation Found, Honesty? Check);
}
