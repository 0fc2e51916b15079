using CompExplain.Query.Binding;
using CompExplain.Query.Planning;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Counts a target and a formula.</summary>
internal sealed class CountPairOperator : Operator<PairCounts>
{
    private readonly PlannedFormula _target;
    private readonly PlannedFormula _formula;
    private readonly EvaluationPath _path;

    /// <param name="context">The query.</param>
    /// <param name="target">The target.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="path">Where they are counted, if that is decided already.</param>
    public CountPairOperator(QueryContext context, Bound target, Bound formula, EvaluationPath path = EvaluationPath.Automatic)
        : base(context)
    {
        _target = context.Planner.Plan(target);
        _formula = context.Planner.Plan(formula);
        _path = path == EvaluationPath.Automatic ? context.Planner.DecidePath(_target, _formula) : path;
    }

    public override string Name => "count pair";

    public override string Detail => $"{Context.Write(_target.Formula)} with {Context.Write(_formula.Formula)}";

    public override string Path => NameOf(_path);

    public override long? Estimate => _formula.EstimatedSize;

    public override IReadOnlyList<PlannedFormula> Formulas => [_target, _formula];

    private protected override PairCounts Compute() =>
        _path == EvaluationPath.Index ? CountByIndex() : Context.Masks.CountPair(_target, _formula, Context.Cancellation);

    private protected override long? Count(PairCounts result) => result.Size;

    private PairCounts CountByIndex()
    {
        ulong[] bits = Context.Signatures.Evaluate(_formula);
        long size = Context.Signatures.Size(bits);
        if (_target.Body is BoundUnit unit)
        {
            var hits = Context.Database.Hits.Read(unit.Unit.Id);
            return new PairCounts(SignatureEvaluator.Hits(bits, hits), size, hits.Total, Context.PositionCount);
        }

        ulong[] targetBits = Context.Signatures.Evaluate(_target);
        long targetSize = Context.Signatures.Size(targetBits);
        for (int word = 0; word < bits.Length; word++)
        {
            bits[word] &= targetBits[word];
        }

        return new PairCounts(Context.Signatures.Size(bits), size, targetSize, Context.PositionCount);
    }
}
