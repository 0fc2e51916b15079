using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Results;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Execution.Statements;

/// <summary>COUNT ... GROUP BY: how many positions of a formula have any concept of each category or kind.</summary>
internal sealed class GroupStatement : IStatement
{
    private readonly GroupQuery _query;

    public GroupStatement(GroupQuery query) => _query = query;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        Func<Concept, string> column = _query.Column.ToUpperInvariant() switch
        {
            "CATEGORY" => concept => concept.Category,
            "KIND" => concept => concept.Kind,
            _ => throw QueryContext.Fail(
                _query, $"there is no column '{_query.Column}' to group by", "there are: category, kind"),
        };
        var formula = context.Bind(_query.Formula);
        var whole = new CountOperator(context, formula);
        List<(string Name, CountOperator Count)> groups = [.. context.Database.Concepts.GroupBy(column)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, new CountOperator(context, new BoundAnd([formula, AnyOf(group)]))))];
        context.Note("positions of the formula that have any concept of the group; a position may be in several");
        return new StatementPlan(context, [whole, .. groups.Select(group => group.Count)], () => Rows(whole, groups));
    }

    private static BoundOr AnyOf(IEnumerable<Concept> concepts) => new(concepts.Select(concept => new BoundConcept(concept)));

    private ResultBuilder Rows(CountOperator whole, List<(string Name, CountOperator Count)> groups)
    {
        var result = new ResultBuilder()
            .Column(_query.Column.ToLowerInvariant(), ColumnKind.Text)
            .Column("count", ColumnKind.Integer)
            .Column("share", ColumnKind.Share);
        foreach (var (name, count) in groups)
        {
            result.Row(name, count.Result, count.Result / (double)Math.Max(1, whole.Result));
        }

        return result;
    }
}
