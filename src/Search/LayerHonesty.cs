using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Scanning;
using CompExplain.Search.Beams;
using CompExplain.Search.Checks;
using CompExplain.Storage;
using CompExplain.Storage.Files;
using CompExplain.Storage.Results;

namespace CompExplain.Search;

/// <summary>
/// Checks how far the explanations of a search can be trusted, many units at once. Each unit's check is stored as it comes: after
/// a cancellation or a kill, the same check resumes. The numbers do not depend on the number of threads.
/// </summary>
public sealed class LayerHonesty
{
    // Units whose hits are counted together, in one pass over the positions.
    private const int Group = 128;

    private readonly QueryEngine _engine;
    private readonly ProbeDatabase _database;

    /// <summary>Makes a check over an engine's database.</summary>
    /// <param name="engine">The engine.</param>
    public LayerHonesty(QueryEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _database = engine.Database;
    }

    /// <summary>Checks the best explanation of each unit, except those that are done already.</summary>
    /// <param name="search">What the search found; units without an explanation are not checked.</param>
    /// <param name="options">The options of the search.</param>
    /// <param name="honesty">The options of the check.</param>
    /// <param name="progress">Reports progress after each unit.</param>
    /// <param name="cancellation">Cancels it; what is done by then is stored.</param>
    /// <returns>The result with each unit's <see cref="UnitExplanations.Honesty"/>.</returns>
    /// <exception cref="SearchException">There is no such split, or an option is out of its range.</exception>
    /// <exception cref="StorageException">The database is damaged or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LayerSearchResult Run(
        LayerSearchResult search,
        SearchOptions options,
        HonestyOptions honesty,
        IProgress<SearchProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(honesty);
        if (honesty.Check() is { } problem)
        {
            throw new SearchException(problem);
        }

        var held = HeldOutInputs.Choose(_database, honesty);
        var run = _database.Honesty.Open(search.Run.Id, honesty.ToJson(), (long)held.Count * _database.Dataset.PositionsPerInput);
        var explained = search.Units.Where(unit => unit.Best is not null).ToList();

        // A proof may have found a better formula since.
        var stored = _database.Honesty.Read(run);
        var open = explained.Where(unit => stored.GetValueOrDefault(unit.Unit.Id)?.Explained != unit.Best!.Formula).ToList();
        int done = explained.Count - open.Count;
        progress?.Report(new SearchProgress(done, explained.Count, null));
        if (open.Count > 0)
        {
            var check = new HonestyCheck(_engine, honesty, held, options.Candidates, cancellation);
            foreach (var group in open.Chunk(Group))
            {
                Check(check, run, search.Layer.Name, group, options, some =>
                {
                    done += some;
                    progress?.Report(new SearchProgress(done, explained.Count, null));
                }, cancellation);
            }

            stored = _database.Honesty.Read(run);
        }

        return search with
        {
            Units = [.. search.Units.Select(unit => unit with { Honesty = stored.GetValueOrDefault(unit.Unit.Id) })],
        };
    }

    private void Check(
        HonestyCheck check,
        HonestyRun run,
        string layer,
        UnitExplanations[] units,
        SearchOptions options,
        Action<int> progress,
        CancellationToken cancellation)
    {
        var targets = Array.ConvertAll(units, unit => (Formula)new UnitFormula(layer, unit.Unit.Number));
        var hits = check.SeenHits(targets, cancellation);
        StoredWork.Run(
            [.. Enumerable.Range(0, units.Length)],
            options.Threads,
            () => new BeamSearch(ExtensionScan.For(check.Candidates), options),
            (searcher, i, stop) =>
            {
                var seen = searcher.Run(hits[i], stop);
                return (units[i].Unit.Id, check.Run(targets[i], units[i].Best!, seen.Count > 0 ? seen[^1] : null, stop));
            },
            some =>
            {
                _database.Honesty.Store(run, some);
                progress(some.Count);
            },
            cancellation);
    }
}
