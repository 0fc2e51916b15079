using CompExplain.Query;
using CompExplain.Query.Scanning;

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
}
