using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Searches for the formulas of a target.</summary>
internal sealed class BeamSearchOperator : Operator<IReadOnlyList<Explanation>>
{
    private readonly TargetOperator _target;
    private readonly CandidatesOperator _candidates;
    private readonly SearchOptions _options;

    /// <param name="context">The query, with an explainer.</param>
    /// <param name="target">The target.</param>
    /// <param name="candidates">The leaves that formulas may have.</param>
    /// <param name="options">The options of the search.</param>
    public BeamSearchOperator(QueryContext context, TargetOperator target, CandidatesOperator candidates, SearchOptions options)
        : base(context)
    {
        _target = target;
        _candidates = candidates;
        _options = options;
    }

    public override string Name => "beam search";

    public override string Detail =>
        $"length {_options.Length}, beam {_options.Beam}, {_options.Scorer.NameOf()}"
        + (_options.Grammar == SearchGrammar.Full ? ", full grammar" : null);

    public override string Path => _candidates.ScanMethod;

    /// <summary>The search, once its target and its candidates are there.</summary>
    public ExplainRequest Request => new(_target.Result, _candidates.Result, _options);

    private protected override IReadOnlyList<Explanation> Compute() => Context.Explainer!.Explain(Request, Context.Cancellation);

    private protected override long? Count(IReadOnlyList<Explanation> result) => result.Count;
}
