using CompExplain.Query.Binding;
using CompExplain.Query.Planning;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Counts the positions of a formula in each input.</summary>
internal sealed class CountByInputOperator : Operator<long[]>
{
    private readonly PlannedFormula _formula;

    public CountByInputOperator(QueryContext context, Bound formula)
        : base(context) => _formula = context.Planner.Plan(formula);

    public override string Name => "count by input";

    public override string Detail => Context.Write(_formula.Formula);

    public override string Path => "masks";

    public override long? Estimate => _formula.EstimatedSize;

    public override IReadOnlyList<PlannedFormula> Formulas => [_formula];

    /// <summary>How many inputs have any of the formula.</summary>
    public long InputCount => Result.LongCount(count => count > 0);

    private protected override long[] Compute() => Context.Masks.CountByInput(_formula, Context.Cancellation);

    private protected override long? Count(long[] result) => result.LongCount(count => count > 0);
}
