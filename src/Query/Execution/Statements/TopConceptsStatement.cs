using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Execution.Listing;
using CompExplain.Query.Execution.Operators;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Execution.Statements;

/// <summary>TOP concepts: a score with a hole, for every concept in turn.</summary>
internal sealed class TopConceptsStatement : IStatement
{
    private readonly TopQuery _query;

    public TopConceptsStatement(TopQuery query) => _query = query;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        var columns = new CatalogColumns(context.Database, context.Names);
        var kept = TopFilter.Filter(context, _query, context.Database.Concepts, columns.Concepts);
        List<Operator<object[]>> scores = [.. _query.By.Select(call => Plan(context, call, kept))];
        return new StatementPlan(context, scores, () => TopRows.Rank(
            _query,
            kept,
            [.. scores.Select(score => score.Result)],
            concept => context.Names.Reference(concept).ToString(),
            concept => concept.Category));
    }

    private static Operator<object[]> Plan(QueryContext context, ScoreCall call, List<Concept> concepts)
    {
        var formula = context.Bind(call.Formula, holes: true);
        var target = call.Target is null ? null : context.Bind(call.Target, holes: true);
        bool isSubstituted = ScoreOperators.IsOfMasks(call.Score)
            || Holes.AreLifted(formula)
            || (target is not null && Holes.AreLifted(target));
        if (isSubstituted)
        {
            TopFilter.CheckWork(context, call, concepts.Count, "concepts");
        }

        // How many inputs have any of a formula is no count of positions, unless an input is one position.
        return isSubstituted || (call.Score == Score.Inputs && context.Database.Shards.PositionsPerInput > 1)
            ? new SubstituteOperator(
                context, call, target, formula, [.. concepts.Select(concept => new BoundConcept(concept))], "concepts")
            : new ExtensionScanOperator(context, call, target, formula, concepts);
    }
}
