using CompExplain.Query.Binding;
using CompExplain.Query.Planning;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Counts the target of a search by signature.</summary>
internal sealed class TargetOperator : Operator<UnitHits>
{
    private readonly SignatureCount _target;

    public TargetOperator(QueryContext context, Bound target)
        : base(context) => _target = new SignatureCount(context, target);

    public override string Name => "target by signature";

    public override string Detail => Context.Write(_target.Formula.Formula);

    public override string Path => _target.ReadsMasks ? "index, masks" : "index";

    public override long? Estimate => _target.Formula.EstimatedSize;

    public override IReadOnlyList<PlannedFormula> Formulas => [_target.Formula];

    private protected override UnitHits Compute() => _target.Compute();

    private protected override long? Count(UnitHits result) => result.Total;
}
