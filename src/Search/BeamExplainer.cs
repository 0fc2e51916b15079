using CompExplain.Query;
using CompExplain.Query.Scanning;
using CompExplain.Search.Certificates;

namespace CompExplain.Search;

/// <summary>Answers EXPLAIN by beam search.</summary>
public sealed class BeamExplainer : IExplainer
{
    /// <inheritdoc/>
    public IReadOnlyList<Explanation> Explain(ExplainRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var options = new SearchOptions { Length = request.Length, Beam = request.Beam, Scorer = request.Scorer, Grammar = request.Grammar };
        return new BeamSearch(ExtensionScan.For(request.Candidates), options).Run(request.Target, cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Explanation> Certify(CertifyRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (search, options) = (request.Search, new CertificateOptions { Within = request.Within, Clock = request.Clock });
        return new Certifier(search.Candidates, search.Scorer, search.Grammar, options).Run(search.Target, request.Found, cancellation);
    }
}
