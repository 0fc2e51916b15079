using CompExplain.Query.Binding;
using CompExplain.Query.Explaining;
using CompExplain.Query.Planning;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Measures the IoU that a formula gets with a target by chance.</summary>
internal sealed class CyclicShiftOperator : Operator<ChanceLevel>
{
    private readonly PlannedFormula _target;
    private readonly PlannedFormula _formula;
    private readonly int[] _shifts;

    public CyclicShiftOperator(QueryContext context, Bound target, Bound formula, HonestyOptions options)
        : base(context)
    {
        _target = context.Planner.Plan(target);
        _formula = context.Planner.Plan(formula);
        _shifts = CyclicShifts.Choose(context.Database.Dataset.InputCount, options.Shifts, options.Seed);
    }

    public override string Name => "cyclic shifts";

    public override string Detail =>
        $"{Context.Write(_target.Formula)} shifted by {_shifts.Length:N0} numbers of inputs, "
        + $"with {Context.Write(_formula.Formula)}";

    public override string Path => "masks";

    public override long? Estimate => _shifts.Length;

    public override IReadOnlyList<PlannedFormula> Formulas => [_target, _formula];

    private protected override ChanceLevel Compute() => CyclicShifts.Measure(
        Context.Masks.Bits(_target, Context.Cancellation),
        Context.Masks.Bits(_formula, Context.Cancellation),
        _shifts,
        Context.Cancellation);

    private protected override long? Count(ChanceLevel result) => result.AsHigh;
}
