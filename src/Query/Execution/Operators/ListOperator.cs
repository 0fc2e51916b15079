namespace CompExplain.Query.Execution.Operators;

/// <summary>Lists rows of the catalogue.</summary>
internal sealed class ListOperator : Operator<IReadOnlyList<object?[]>>
{
    private readonly IEnumerable<object?[]> _rows;

    /// <param name="context">The query.</param>
    /// <param name="subject">What is listed, for PLAN.</param>
    /// <param name="rows">Reads the rows, filtered and ordered, when they are gone through.</param>
    public ListOperator(QueryContext context, string subject, IEnumerable<object?[]> rows)
        : base(context)
    {
        Detail = subject;
        _rows = rows;
    }

    public override string Name => "list";

    public override string Detail { get; }

    public override string Path => "catalog";

    private protected override IReadOnlyList<object?[]> Compute() => [.. _rows];

    private protected override long? Count(IReadOnlyList<object?[]> result) => result.Count;
}
