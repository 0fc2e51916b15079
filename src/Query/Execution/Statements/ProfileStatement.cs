using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>PROFILE: the answer, and what each operator cost.</summary>
internal sealed class ProfileStatement : IStatement
{
    private readonly IStatement _inner;

    public ProfileStatement(IStatement inner) => _inner = inner;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        var inner = _inner.Plan(context);
        return new StatementPlan(context, [], () => Rows(inner, context));
    }

    private static ResultBuilder Rows(StatementPlan plan, QueryContext context)
    {
        var answer = plan.Run();
        return new ResultBuilder()
            .Column("answer", ColumnKind.Nested).Column("profile", ColumnKind.Nested).Row(answer, Costs(plan.Operators));
    }

    private static QueryResult Costs(IReadOnlyList<Operator> operators)
    {
        var result = new ResultBuilder()
            .Column("step", ColumnKind.Integer).Column("operator", ColumnKind.Text).Column("detail", ColumnKind.Text)
            .Column("path", ColumnKind.Text).Column("estimate", ColumnKind.Integer).Column("actual", ColumnKind.Integer)
            .Column("bytesRead", ColumnKind.Integer).Column("ms", ColumnKind.Milliseconds);
        long step = 0;
        foreach (var each in operators)
        {
            var cost = each.Measured!;
            result.Row(++step, each.Name, each.Detail, each.Path, each.Estimate, cost.Actual, cost.Bytes, cost.Milliseconds);
        }

        return result.Build();
    }
}
