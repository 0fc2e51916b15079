using CompExplain.Query.Ast;
using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Results;
using CompExplain.Query.Syntax;

namespace CompExplain.Query.Execution.Statements;

/// <summary>DROP: removes a named formula.</summary>
internal sealed class DropStatement : IStatement
{
    private readonly DropQuery _query;

    public DropStatement(DropQuery query) => _query = query;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        string[] names = [.. context.Database.Formulas.All().Select(formula => formula.Name)];
        if (!names.Contains(_query.Name))
        {
            var near = Suggestions.Nearest(_query.Name, names);
            throw QueryContext.Fail(
                _query,
                $"there is no formula '{_query.Name}'",
                near.Count > 0 ? $"did you mean: {string.Join(", ", near)}?" : "list them with: SHOW formulas");
        }

        return new StatementPlan(
            context,
            [new DropFormulaOperator(context, _query.Name)],
            () => new ResultBuilder().Column("dropped", ColumnKind.Text).Row(_query.Name));
    }
}
