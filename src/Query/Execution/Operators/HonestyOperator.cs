using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Scanning;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Checks how far the explanations that a search found can be trusted.</summary>
internal sealed class HonestyOperator : Operator<IReadOnlyList<Honesty>>
{
    private readonly ExplainQuery _query;
    private readonly BeamSearchOperator _search;
    private readonly Operator<IReadOnlyList<Explanation>> _found;
    private readonly CandidateOptions _candidates;
    private readonly HonestyOptions _options;

    /// <param name="context">The query, with an explainer and its engine.</param>
    /// <param name="query">The query.</param>
    /// <param name="search">The search.</param>
    /// <param name="found">What gives the explanations: the search, or the certificates.</param>
    /// <param name="candidates">The leaves that formulas may have.</param>
    /// <param name="options">The options of the check.</param>
    public HonestyOperator(
        QueryContext context,
        ExplainQuery query,
        BeamSearchOperator search,
        Operator<IReadOnlyList<Explanation>> found,
        CandidateOptions candidates,
        HonestyOptions options)
        : base(context)
    {
        _query = query;
        _search = search;
        _found = found;
        _candidates = candidates;
        _options = options;
    }

    public override string Name => "honesty";

    public override string Detail
    {
        get
        {
            string part = _options.HeldOut is { } held ? $"SPLIT({held})" : "half of the inputs";
            return $"chance by {_options.Shifts} cyclic shifts, search without {part}, each clause left out";
        }
    }

    public override string Path => "index, masks";

    private protected override IReadOnlyList<Honesty> Compute()
    {
        try
        {
            return Context.Explainer!.Check(
                new HonestyRequest(Context.Engine!, _query.Target, _found.Result, _search.Request, _candidates, _options),
                Context.Cancellation);
        }
        catch (SearchException error)
        {
            throw QueryContext.Fail(_query, error.Message);
        }
    }

    private protected override long? Count(IReadOnlyList<Honesty> result) => result.Count;
}
