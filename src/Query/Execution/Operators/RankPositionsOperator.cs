using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Planning;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Measures how well a unit's activations rank the positions of a formula above the others: AUC or AUPRC.</summary>
internal sealed class RankPositionsOperator : Operator<double>
{
    private readonly Score _score;
    private readonly BoundUnit _unit;
    private readonly PlannedFormula _formula;

    /// <param name="context">The query.</param>
    /// <param name="score">AUC or AUPRC.</param>
    /// <param name="unit">The unit, whose activations are stored.</param>
    /// <param name="formula">The formula.</param>
    public RankPositionsOperator(QueryContext context, Score score, BoundUnit unit, Bound formula)
        : base(context)
    {
        _score = score;
        _unit = unit;
        _formula = context.Planner.Plan(formula);
    }

    public override string Name => "rank positions";

    public override string Detail =>
        $"the activations of {Context.Write(_unit)}, {Context.Write(_formula.Formula)} against the rest";

    public override string Path => "activations, masks";

    public override long? Estimate => Context.PositionCount;

    public override IReadOnlyList<PlannedFormula> Formulas => [_formula];

    private protected override double Compute()
    {
        var activations = new UnitActivations(Context.Database, _unit.Layer, _unit.Unit);
        var (auc, precision) = ActivationRanking.Measure(
            Context.Database, activations, shard => Context.Masks.Runs(_formula, shard), Context.Cancellation);
        return _score == Score.Auc ? auc : precision;
    }

    private protected override long? Count(double result) => Context.PositionCount;
}
