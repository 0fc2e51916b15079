using CompExplain.Query.Binding;
using CompExplain.Query.Planning;
using CompExplain.Query.Scanning;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Counts the parts of masks that lie in some of the inputs, by the signatures of these.</summary>
internal sealed class CountInSubsetOperator : Operator<IReadOnlyList<UnitHits>>
{
    private readonly InputSubset _inputs;

    public CountInSubsetOperator(QueryContext context, IEnumerable<Bound> targets, InputSubset inputs)
        : base(context)
    {
        Formulas = [.. targets.Select(context.Planner.Plan)];
        _inputs = inputs;
    }

    public override string Name => "count by signature";

    public override string Detail => $"{Formulas.Count:N0} masks in some of the inputs";

    public override string Path => "masks";

    public override IReadOnlyList<PlannedFormula> Formulas { get; }

    private protected override IReadOnlyList<UnitHits> Compute() => SubsetCounting.CountBySignature(
        Context.Database,
        _inputs,
        Formulas.Select(formula => (Func<int, ShardMask>)(shard => Context.Masks.Evaluate(formula, shard))),
        Context.Cancellation);
}
