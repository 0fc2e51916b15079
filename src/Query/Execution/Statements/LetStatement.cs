using CompExplain.Query.Ast;
using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Parsing;
using CompExplain.Query.Results;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Execution.Statements;

/// <summary>LET: names a formula.</summary>
internal sealed class LetStatement : IStatement
{
    private readonly LetQuery _query;

    public LetStatement(LetQuery query) => _query = query;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        if (context.Names.Find(null, _query.Name).Count > 0)
        {
            throw QueryContext.Fail(
                _query, $"'{_query.Name}' is a concept of this database", "choose another name for the formula");
        }

        if (UsesItself(context))
        {
            throw QueryContext.Fail(_query, $"the formula '{_query.Name}' would be defined by itself");
        }

        context.Bind(_query.Formula);
        string text = _query.Formula.ToString();
        return new StatementPlan(
            context,
            [new StoreFormulaOperator(context, new NamedFormula(_query.Name, text))],
            () => new ResultBuilder().Column("name", ColumnKind.Text).Column("formula", ColumnKind.Text).Row(_query.Name, text));
    }

    /// <summary>Whether the formula uses the name, itself or through the formulas that it names.</summary>
    private bool UsesItself(QueryContext context)
    {
        var stored = context.Database.Formulas.All().ToDictionary(each => each.Name, each => each.Text);
        var open = new Stack<Formula>([_query.Formula]);
        var seen = new HashSet<string>();
        while (open.TryPop(out var next))
        {
            foreach (var leaf in FormulaWalk.Leaves(next).OfType<NameFormula>())
            {
                if (context.Names.Find(leaf.Qualifier, leaf.Name).Count > 0)
                {
                    continue;
                }

                string whole = leaf.Qualifier is null ? leaf.Name : $"{leaf.Qualifier}:{leaf.Name}";
                if (whole == _query.Name)
                {
                    return true;
                }

                if (seen.Add(whole)
                    && stored.TryGetValue(whole, out string? text)
                    && FormulaParser.TryParse(text, out var inner, out _))
                {
                    open.Push(inner);
                }
            }
        }

        return false;
    }
}
