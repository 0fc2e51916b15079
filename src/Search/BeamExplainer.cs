using CompExplain.Query;
using CompExplain.Query.Scanning;
using CompExplain.Search.Certificates;
using CompExplain.Storage.Signatures;

namespace CompExplain.Search;

/// <summary>Answers EXPLAIN by beam search.</summary>
public sealed class BeamExplainer : IExplainer
{
    /// <inheritdoc/>
    public IReadOnlyList<Explanation> Explain(ExplainRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Search(request, request.Candidates, request.Target, cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Honesty> Check(HonestyRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var check = new HonestyCheck(request.Engine, request.Options, request.Candidates, cancellation);
        var seen = Search(request.Search, check.Candidates, check.SeenHits([request.Target], cancellation)[0], cancellation);
        return [.. request.Found.Select((found, i) => check.Run(request.Target, found, i < seen.Count ? seen[i] : null, cancellation))];
    }

    private static IReadOnlyList<Explanation> Search(ExplainRequest request, CandidateTable candidates, UnitHits target, CancellationToken cancellation)
    {
        var options = new SearchOptions { Length = request.Length, Beam = request.Beam, Scorer = request.Scorer, Grammar = request.Grammar };
        return new BeamSearch(ExtensionScan.For(candidates), options).Run(target, cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Explanation> Certify(CertifyRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (search, options) = (request.Search, new CertificateOptions { Within = request.Within, Clock = request.Clock });
        return new Certifier(search.Candidates, search.Scorer, search.Grammar, options).Run(search.Target, request.Found, cancellation);
    }
}
