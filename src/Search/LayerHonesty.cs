using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Parsing;
using CompExplain.Query.Scanning;
using CompExplain.Storage;
using CompExplain.Storage.Files;
using CompExplain.Storage.Results;
using CompExplain.Storage.Signatures;

namespace CompExplain.Search;

/// <summary>
/// Checks how far the explanations of a search can be trusted, many units at once. Each unit's check is stored as it comes:
/// stopped or killed, the same check goes on where it was. The numbers do not depend on how many threads there are.
/// </summary>
public sealed class LayerHonesty
{
    // Units whose hits are counted together: the positions are gone through once for all of them.
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

    /// <summary>Checks units, all but those that are done already.</summary>
    /// <param name="search">What the search found; units that nothing explains are left out.</param>
    /// <param name="options">How it searched.</param>
    /// <param name="honesty">How to check.</param>
    /// <param name="progress">Told after each unit.</param>
    /// <param name="cancellation">Stops it; what is done by then is stored.</param>
    /// <returns>The checks, by unit.</returns>
    /// <exception cref="StorageException">There is no such split, or the database is damaged or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public IReadOnlyDictionary<int, HonestyRecord> Run(
        LayerSearchResult search, SearchOptions options, HonestyOptions honesty, IProgress<SearchProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(honesty);
        int check = _database.OpenHonestyRun(search.Run.Id, honesty.ToJson());
        var explained = search.Units.Where(unit => unit.ByLength.Count > 0).ToList();

        // A proof may have found a better formula since.
        var done = _database.Honesty(check).ToDictionary(each => each.UnitId, each => each.Explained);
        var open = explained.Where(unit => done.GetValueOrDefault(unit.Unit.Id) != unit.ByLength[^1].Formula).ToList();
        int count = explained.Count - open.Count;
        progress?.Report(new SearchProgress(count, explained.Count, null));
        if (open.Count > 0)
        {
            var each = new HonestyCheck(_engine, honesty, options.Candidates, cancellation);
            foreach (var group in open.Chunk(Group))
            {
                var targets = Array.ConvertAll(group, unit => (Formula)new UnitFormula(unit.Layer.Name, unit.Unit.Number));
                var hits = each.SeenHits(targets, cancellation);
                StoredWork.Run(
                    [.. Enumerable.Range(0, group.Length)],
                    options.Threads,
                    () => new BeamSearch(ExtensionScan.For(each.Candidates), options),
                    (searcher, i, stop) => Check(each, searcher, group[i], targets[i], hits[i], stop),
                    some =>
                    {
                        _database.StoreHonesty(check, some);
                        count += some.Count;
                        progress?.Report(new SearchProgress(count, explained.Count, null));
                    },
                    cancellation);
            }
        }

        return _database.Honesty(check).ToDictionary(each => each.UnitId);
    }

    private HonestyRecord Check(HonestyCheck check, BeamSearch searcher, UnitExplanation unit, Formula target, UnitHits hits, CancellationToken cancellation)
    {
        var best = unit.ByLength[^1];
        var counts = new PairCounts(best.Hits, best.Size, unit.Unit.Size, _database.Shards.PositionCount);
        var seen = searcher.Run(hits, cancellation);
        var found = check.Run(
            target, new Explanation(best.Length, FormulaParser.Parse(best.Formula), best.Score, counts), seen.Count > 0 ? seen[^1] : null, cancellation);
        var held = found.HeldOut;
        return new HonestyRecord(
            unit.Unit.Id,
            best.Formula,
            found.Formula.ToString(),
            found.Formula.Leaves,
            found.Dropped,
            found.Chance.Shifts,
            found.Chance.AsHigh,
            found.Chance.MeanIou,
            [.. found.Clauses.Select(clause => new ClauseRecord(clause.Text, clause.Without.Hits, clause.Without.Size))],
            held is null ? null : new HeldOutRecord(
                held.Formula.ToString(), held.Seen.Hits, held.Seen.Size, held.Seen.TargetSize, held.Held.Hits, held.Held.Size, held.Held.TargetSize));
    }
}
