using CompExplain.Query.Explaining;
using CompExplain.Query.Scanning;
using CompExplain.Search.Beams;
using CompExplain.Search.Certificates;
using CompExplain.Search.Checks;
using CompExplain.Storage.Results;

namespace CompExplain.Search;

/// <summary>Answers EXPLAIN by beam search.</summary>
public sealed class BeamExplainer : IExplainer
{
    /// <inheritdoc/>
    public IReadOnlyList<Explanation> Explain(ExplainRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        return new BeamSearch(ExtensionScan.For(request.Candidates), request.Options).Run(request.Target, cancellation);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Honesty> Check(HonestyRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var check = new HonestyCheck(request.Engine, request.Options, request.Candidates, cancellation);
        var target = check.SeenHits([request.Target], cancellation)[0];
        var seen = new BeamSearch(ExtensionScan.For(check.Candidates), request.Search.Options).Run(target, cancellation);
        return [.. request.Found.Select(
            (found, i) => check.Run(request.Target, found, i < seen.Count ? seen[i] : null, cancellation))];
    }

    /// <inheritdoc/>
    public IReadOnlyList<Explanation> Certify(CertifyRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var search = request.Search;
        return new Certifier(search.Candidates, search.Options.Scorer, search.Options.Grammar, request.Options)
            .Run(search.Target, request.Found, cancellation);
    }
}
