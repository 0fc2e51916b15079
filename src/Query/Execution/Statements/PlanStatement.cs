using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Results;

namespace CompExplain.Query.Execution.Statements;

/// <summary>PLAN: the operators that would run, and the rewrites before them. Nothing is counted.</summary>
internal sealed class PlanStatement : IStatement
{
    private readonly IStatement _inner;

    public PlanStatement(IStatement inner) => _inner = inner;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        var inner = _inner.Plan(context);
        return new StatementPlan(context, [], () => Rows(inner.Operators, context));
    }

    private static ResultBuilder Rows(IReadOnlyList<Operator> operators, QueryContext context)
    {
        var result = new ResultBuilder()
            .Column("step", ColumnKind.Integer).Column("operator", ColumnKind.Text).Column("detail", ColumnKind.Text)
            .Column("path", ColumnKind.Text).Column("estimate", ColumnKind.Integer);
        long step = 0;
        foreach (var each in operators)
        {
            foreach (var (pass, formula) in each.Formulas.SelectMany(context.Planner.Trace))
            {
                result.Row(++step, "rewrite", $"{pass}: {context.Write(formula)}", string.Empty, null);
            }

            result.Row(++step, each.Name, each.Detail, each.Path, each.Estimate);
        }

        return result;
    }
}
