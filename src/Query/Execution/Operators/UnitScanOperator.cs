using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Planning;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Scores a formula of concepts with each of many units as the target: the formula is evaluated once.</summary>
internal sealed class UnitScanOperator : Operator<object[]>
{
    private readonly ScoreCall _call;
    private readonly IReadOnlyList<Unit> _units;
    private readonly PlannedFormula _formula;

    /// <param name="context">The query.</param>
    /// <param name="call">A score of a pair that is a function of counts, whose target is a hole.</param>
    /// <param name="formula">Its formula, of concepts.</param>
    /// <param name="units">The units.</param>
    public UnitScanOperator(QueryContext context, ScoreCall call, Bound formula, IReadOnlyList<Unit> units)
        : base(context)
    {
        _call = call;
        _units = units;
        _formula = context.Planner.Plan(formula);
    }

    public override string Name => "unit scan";

    public override string Detail => $"{_call} for all {_units.Count:N0} units at once";

    public override string Path => "index";

    public override long? Estimate => _units.Count;

    public override IReadOnlyList<PlannedFormula> Formulas => [_formula];

    private protected override object[] Compute()
    {
        ulong[] bits = Context.Signatures.Evaluate(_formula);
        long size = Context.Signatures.Size(bits);
        return [.. _units.Select(unit =>
        {
            Context.Cancellation.ThrowIfCancellationRequested();
            var hits = Context.Database.Hits.Read(unit.Id);
            return (object)PairScore.Of(
                _call.Score, new PairCounts(SignatureEvaluator.Hits(bits, hits), size, hits.Total, Context.PositionCount));
        })];
    }

    private protected override long? Count(object[] result) => result.Length;
}
