using CompExplain.Query.Ast;
using CompExplain.Query.Execution.Listing;
using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>A bare formula: its size, and the inputs that have the most of it.</summary>
internal sealed class MaskStatement : IStatement
{
    // The number of inputs that are named.
    private const int MaximumInputs = 5;

    private readonly MaskQuery _query;

    public MaskStatement(MaskQuery query) => _query = query;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        var counts = new CountByInputOperator(context, context.Bind(_query.Formula));
        return new StatementPlan(context, [counts], () => Rows(context, counts));
    }

    private ResultBuilder Rows(QueryContext context, CountByInputOperator counts)
    {
        long[] byInput = counts.Result;
        long size = byInput.Sum();
        var most = new ResultBuilder()
            .Column("input", ColumnKind.Integer).Column("name", ColumnKind.Text)
            .Column("count", ColumnKind.Integer).Column("source", ColumnKind.Text);
        var ordered = Enumerable.Range(0, byInput.Length).Where(input => byInput[input] > 0)
            .OrderByDescending(input => byInput[input]).ThenBy(input => input);
        foreach (int input in ordered.Take(MaximumInputs))
        {
            var record = context.Database.Input(input);
            most.Row((long)input, record.Name, byInput[input], CatalogColumns.Source(record.Source));
        }

        return new ResultBuilder()
            .Column("formula", ColumnKind.Text).Column("size", ColumnKind.Integer).Column("share", ColumnKind.Share)
            .Column("inputs", ColumnKind.Integer).Column("most", ColumnKind.Nested)
            .Row(
                _query.Formula.ToString(),
                size,
                size / (double)Math.Max(1, context.PositionCount),
                counts.InputCount,
                most.Build());
    }
}
