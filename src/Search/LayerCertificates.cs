using CompExplain.Query;
using CompExplain.Query.Explaining;
using CompExplain.Search.Certificates;
using CompExplain.Storage;
using CompExplain.Storage.Files;

namespace CompExplain.Search;

/// <summary>
/// Proves the explanations of a search optimal for their length, or bounds how far from it they are, many units at once. Each
/// unit's certificates are stored as they come, and a proof that ran out of time resumes the next time. Finished proofs do not
/// depend on the number of threads.
/// </summary>
public sealed class LayerCertificates
{
    private readonly QueryEngine _engine;
    private readonly ProbeDatabase _database;

    /// <summary>Makes proofs over an engine's database.</summary>
    /// <param name="engine">The engine.</param>
    public LayerCertificates(QueryEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _database = engine.Database;
    }

    /// <summary>Certifies units, all but those whose proofs are finished.</summary>
    /// <param name="search">What the search found.</param>
    /// <param name="options">The options of the search.</param>
    /// <param name="certificates">How much work to spend on each unit.</param>
    /// <param name="progress">Reports progress after each unit.</param>
    /// <param name="cancellation">Cancels it; what is done by then is stored.</param>
    /// <returns>The result with certificates; a better formula that a proof found replaces the explanation.</returns>
    /// <exception cref="SearchException">Nothing can be proved about such a search.</exception>
    /// <exception cref="StorageException">The database is damaged or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LayerSearchResult Run(
        LayerSearchResult search,
        SearchOptions options,
        CertificateOptions certificates,
        IProgress<SearchProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(certificates);
        if (options.ProofRefusal is { } reason)
        {
            throw new SearchException(reason);
        }

        var open = search.Units.Where(unit => !unit.ByLength.All(each => each.IsOptimal)).ToList();
        int done = search.Units.Count - open.Count;
        progress?.Report(new SearchProgress(done, search.Units.Count, null));
        if (open.Count == 0)
        {
            return search;
        }

        var table = _engine.Candidates(options.Candidates);
        StoredWork.Run(
            open,
            options.Threads,
            () => new Certifier(table, options.Scorer, options.Grammar, certificates),
            (certifier, unit, stop) =>
                unit with { ByLength = certifier.Run(_database.Hits.Read(unit.Unit.Id), unit.ByLength, stop) },
            some =>
            {
                _database.Results.StoreCertificates(search.Run.Id, some);
                foreach (var each in some)
                {
                    progress?.Report(new SearchProgress(++done, search.Units.Count, each));
                }
            },
            cancellation);
        var asked = search.Units.Select(unit => unit.Unit.Id).ToHashSet();
        return search with
        {
            Units = [.. _database.Results.Explanations(search.Run).Where(each => asked.Contains(each.Unit.Id))],
        };
    }
}
