using CompExplain.Query.Binding;
using CompExplain.Query.Planning;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Counts the positions of a formula.</summary>
internal sealed class CountOperator : Operator<long>
{
    private readonly PlannedFormula _formula;
    private readonly EvaluationPath _path;

    /// <param name="context">The query.</param>
    /// <param name="formula">The formula.</param>
    /// <param name="path">Where it is counted, if that is decided already.</param>
    public CountOperator(QueryContext context, Bound formula, EvaluationPath path = EvaluationPath.Automatic)
        : base(context)
    {
        _formula = context.Planner.Plan(formula);
        _path = path == EvaluationPath.Automatic ? context.Planner.DecidePath(null, _formula) : path;
    }

    public override string Name => "count";

    public override string Detail => Context.Write(_formula.Formula);

    public override string Path => NameOf(_path);

    public override long? Estimate => _formula.EstimatedSize;

    public override IReadOnlyList<PlannedFormula> Formulas => [_formula];

    private protected override long Compute() => _path == EvaluationPath.Index
        ? Context.Signatures.Size(Context.Signatures.Evaluate(_formula))
        : Context.Masks.Count(_formula, Context.Planner.CountOnly, Context.Cancellation);

    private protected override long? Count(long result) => result;
}
