using CompExplain.Query.Ast;
using CompExplain.Query.Binding;
using CompExplain.Query.Planning;
using CompExplain.Storage.Files;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Scores a pair or a formula for each of many leaves that are put into its holes in turn.</summary>
internal sealed class SubstituteOperator : Operator<object[]>
{
    private readonly ScoreCall _call;
    private readonly string _kind;
    private readonly List<(Operator? Counts, Operator? Extra)> _leaves;

    /// <param name="context">The query.</param>
    /// <param name="call">The score.</param>
    /// <param name="target">Its target, of a score of a pair.</param>
    /// <param name="formula">Its formula.</param>
    /// <param name="leaves">The leaves.</param>
    /// <param name="kind">What they are, for PLAN: <c>concepts</c> or <c>units</c>.</param>
    public SubstituteOperator(
        QueryContext context, ScoreCall call, Bound? target, Bound formula, IReadOnlyList<Bound> leaves, string kind)
        : base(context)
    {
        _call = call;
        _kind = kind;
        _leaves = [.. leaves.Select(leaf => Plan(target is null ? null : Holes.Fill(target, leaf), Holes.Fill(formula, leaf)))];
    }

    public override string Name => "substitute";

    public override string Detail => $"{_call} for each of {_leaves.Count:N0} {_kind}";

    public override string Path => "masks";

    public override long? Estimate => _leaves.Count;

    private protected override object[] Compute()
    {
        // Shared by all leaves, which run on all cores.
        _ = Context.Masks;
        object[] values = new object[_leaves.Count];
        Workers.Run(
            values.Length,
            i =>
            {
                var (counts, extra) = _leaves[i];
                counts?.Execute();
                extra?.Execute();
                values[i] = ScoreOperators.Value(_call.Score, CountsOf(counts), extra);
            },
            Context.Cancellation);
        return values;
    }

    private protected override long? Count(object[] result) => result.Length;

    private (Operator? Counts, Operator? Extra) Plan(Bound? target, Bound formula) =>
        ScoreOperators.For(Context, _call, target, formula) is { } extra ? (null, extra)
        : target is null ? (new CountOperator(Context, formula, EvaluationPath.Masks), null)
        : (new CountPairOperator(Context, target, formula, EvaluationPath.Masks), null);

    private PairCounts CountsOf(Operator? counts) => counts switch
    {
        CountPairOperator pair => pair.Result,
        CountOperator count => new PairCounts(0, count.Result, 0, Context.PositionCount),
        _ => default,
    };
}
