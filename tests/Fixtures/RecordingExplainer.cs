using CompExplain.Query;
using CompExplain.Query.Explaining;
using CompExplain.Storage;
using CompExplain.Storage.Results;

namespace CompExplain.Fixtures;

/// <summary>Finds nothing, and keeps the options that it was called with.</summary>
public sealed class RecordingExplainer : IExplainer
{
    private SearchOptions? _options;

    /// <summary>The options that an EXPLAIN statement passes to its search.</summary>
    public static SearchOptions OptionsOf(ProbeDatabase database, string query)
    {
        var recording = new RecordingExplainer();
        new QueryEngine(database, recording).Run(query);
        return recording._options!;
    }

    public IReadOnlyList<Explanation> Explain(ExplainRequest request, CancellationToken cancellation)
    {
        _options = request.Options;
        return [];
    }

    public IReadOnlyList<Honesty> Check(HonestyRequest request, CancellationToken cancellation) => [];

    public IReadOnlyList<Explanation> Certify(CertifyRequest request, CancellationToken cancellation) => [];
}
