using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution.Operators;

/// <summary>Proves the explanations that a search found optimal for their length, or bounds how far from it they are.</summary>
internal sealed class CertificatesOperator : Operator<IReadOnlyList<Explanation>>
{
    private readonly BeamSearchOperator _search;
    private readonly CertificateOptions _options;

    /// <param name="context">The query, with an explainer.</param>
    /// <param name="search">The search.</param>
    /// <param name="scope">The formulas that the proof is over, for PLAN.</param>
    /// <param name="clause">How much time to spend.</param>
    public CertificatesOperator(QueryContext context, BeamSearchOperator search, string scope, CertifyClause clause)
        : base(context)
    {
        _search = search;
        Detail = scope;
        _options = new CertificateOptions
        {
            Within = clause.WithinSeconds is { } seconds
                ? TimeSpan.FromSeconds(Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2))
                : null,
            Clock = context.Options.Clock,
        };
    }

    public override string Name => "certificates";

    public override string Detail { get; }

    public override string Path => "index";

    private protected override IReadOnlyList<Explanation> Compute() =>
        Context.Explainer!.Certify(new CertifyRequest(_search.Request, _search.Result, _options), Context.Cancellation);

    private protected override long? Count(IReadOnlyList<Explanation> result) => result.Sum(each => each.Certificate!.Expanded);
}
