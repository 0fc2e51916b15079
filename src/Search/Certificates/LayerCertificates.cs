using CompExplain.Query;
using CompExplain.Query.Execution;
using CompExplain.Query.Parsing;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Results;

namespace CompExplain.Search.Certificates;

/// <summary>
/// Proves the explanations of a search the best of their length, or how far from it they can be at most, many units at once.
/// Each unit's certificates are stored as they come, and a proof that ran out of time goes on from there the next time.
/// Finished proofs do not depend on the number of threads.
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

    /// <summary>Why nothing can be proved of a search; null where it can.</summary>
    /// <param name="options">How it searched.</param>
    public static string? Refusal(SearchOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!PairScore.IsProvable(options.Scorer))
        {
            return Certificate.Refusal(options.Scorer);
        }

        if (options.LengthPenalty != 0)
        {
            return "no bounds are known of scores with a penalty for length";
        }

        return options.CandidateLimit != 0 ? "a proof is over all candidates, and the search was limited to those that score best alone" : null;
    }

    /// <summary>Proves what it can of units, all but those whose proofs are finished.</summary>
    /// <param name="search">What the search found.</param>
    /// <param name="options">How it searched.</param>
    /// <param name="certificates">How long to work at each unit.</param>
    /// <param name="progress">Told after each unit.</param>
    /// <param name="cancellation">Stops it; what is done by then is stored.</param>
    /// <returns>What was found, with what is proved of it; where a proof found a better formula, with that.</returns>
    /// <exception cref="ArgumentException">Nothing can be proved of such a search.</exception>
    /// <exception cref="StorageException">The database is damaged or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public LayerSearchResult Run(
        LayerSearchResult search,
        SearchOptions options,
        CertificateOptions certificates,
        IProgress<SearchProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(certificates);
        if (Refusal(options) is { } reason)
        {
            throw new ArgumentException(reason, nameof(options));
        }

        var open = search.Units.Where(unit => !IsFinished(unit)).ToList();
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
            (certifier, unit, stop) => (Unit: unit, Certified: certifier.Run(_database.UnitHits(unit.Unit.Id), [.. unit.ByLength.Select(each => Explained(unit, each))], stop)),
            some =>
            {
                _database.StoreCertificates(
                    search.Run.Id, some.SelectMany(each => each.Certified, (each, found) => ToRecord(each.Unit.Unit, found)), some.SelectMany(each => Improved(each.Unit, each.Certified)));
                foreach (var each in some)
                {
                    progress?.Report(new SearchProgress(++done, search.Units.Count, each.Unit));
                }
            },
            cancellation);
        return search with { Units = new LayerSearch(_engine).Stored(search.Units[0].Layer, search.Run.Id, [.. search.Units.Select(unit => unit.Unit)]) };
    }

    private static bool IsFinished(UnitExplanation unit) =>
        unit.ByLength.All(each => unit.Certificates.Any(certificate => certificate.Length == each.Length && certificate.Bound <= each.Score));

    private Explanation Explained(UnitExplanation unit, ExplanationRecord each)
    {
        var earlier = unit.Certificates.FirstOrDefault(certificate => certificate.Length == each.Length);
        return new Explanation(
            each.Length,
            FormulaParser.Parse(each.Formula),
            each.Score,
            new PairCounts(each.Hits, each.Size, unit.Unit.Size, _database.Shards.PositionCount),
            earlier is null ? null : new Certificate(earlier.Bound, earlier.Expanded, earlier.ProvedAway, earlier.BeamScore));
    }

    private static CertificateRecord ToRecord(Unit unit, Explanation found)
    {
        var certificate = found.Certificate!;
        return new(unit.Id, found.Length, certificate.Bound, certificate.Expanded, certificate.ProvedAway, certificate.BeamScore);
    }

    private static IEnumerable<ExplanationRecord> Improved(UnitExplanation unit, IReadOnlyList<Explanation> certified) =>
        certified.Where((found, i) => found.Score > unit.ByLength[i].Score).Select(found => found.ToRecord(unit.Unit));
}
