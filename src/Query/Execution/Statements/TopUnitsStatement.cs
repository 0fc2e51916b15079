using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Execution.Listing;
using CompExplain.Query.Execution.Operators;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Execution.Statements;

/// <summary>TOP units: a score with a hole, for every unit in turn.</summary>
internal sealed class TopUnitsStatement : IStatement
{
    private readonly TopQuery _query;

    public TopUnitsStatement(TopQuery query) => _query = query;

    /// <inheritdoc/>
    public StatementPlan Plan(QueryContext context)
    {
        var layers = context.Database.Layers;
        var columns = new CatalogColumns(context.Database, context.Names);
        var units = layers.SelectMany(layer => context.Database.Units(layer.Id));
        var kept = TopFilter.Filter(context, _query, units, columns.Units);
        if (layers.Count == 0)
        {
            throw QueryContext.Fail(_query, "no layer is stored in this database");
        }

        List<Operator<object[]>> scores = [.. _query.By.Select(call => Plan(context, call, kept, columns))];
        return new StatementPlan(context, scores, () => TopRows.Rank(
            _query,
            kept,
            [.. scores.Select(score => score.Result)],
            unit => layers.Count == 1 ? $"unit {unit.Number}" : $"{columns.LayerOf(unit).Name}:{unit.Number}",
            unit => columns.LayerOf(unit).Name));
    }

    private Operator<object[]> Plan(QueryContext context, ScoreCall call, List<Unit> units, CatalogColumns columns)
    {
        var formula = context.Bind(call.Formula, holes: true);
        var target = call.Target is null ? null : context.Bind(call.Target, holes: true);
        if (target is BoundHole && !formula.HasHole && formula.IsPointwise && call.Score.IsOfCounts())
        {
            return new UnitScanOperator(context, call, formula, units);
        }

        TopFilter.CheckWork(context, call, units.Count, "units");
        if (_query.By.Count == 1
            && call.Score is Score.Auc or Score.Auprc
            && target is BoundHole
            && !formula.HasHole
            && _query.Count < units.Count
            && context.PositionCount < int.MaxValue
            && units.All(unit => columns.LayerOf(unit).HasActivations))
        {
            return new RankUnitsOperator(
                context, call, formula, units.Select(unit => new BoundUnit(columns.LayerOf(unit), unit)), _query.Count);
        }

        Bound[] leaves = [.. units.Select(unit => new BoundUnit(columns.LayerOf(unit), unit))];
        return new SubstituteOperator(context, call, target, formula, leaves, "units");
    }
}
