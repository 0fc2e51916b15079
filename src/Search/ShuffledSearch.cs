using CompExplain.Query;
using CompExplain.Query.Explaining;
using CompExplain.Query.Scanning;
using CompExplain.Search.Beams;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Search;

/// <summary>
/// What the same search finds where only chance can: units whose masks are paired with the wrong inputs. Nothing is stored.
/// </summary>
public static class ShuffledSearch
{
    /// <summary>Explains units whose masks are shifted by a number of inputs each.</summary>
    /// <param name="engine">The engine over the units' database, of two inputs or more.</param>
    /// <param name="units">The units.</param>
    /// <param name="options">The options of the search.</param>
    /// <param name="seed">The shifts are drawn by it.</param>
    /// <param name="progress">Reports units.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <returns>The best formulas of each, in their order.</returns>
    public static IReadOnlyList<UnitExplanations> Run(
        QueryEngine engine,
        IReadOnlyList<Unit> units,
        SearchOptions options,
        int seed,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(options);
        var table = engine.Candidates(options.Candidates);
        var found = new UnitExplanations[units.Count];
        int done = 0;
        StoredWork.Run(
            [.. engine.CountShifted(units, seed, cancellation).Select((hits, i) => (hits, i))],
            options.Threads,
            () => new BeamSearch(ExtensionScan.For(table), options),
            (searcher, item, stop) =>
            {
                var byLength = searcher.Run(item.hits, stop);
                return (item.i, Found: new UnitExplanations(units[item.i], searcher.BestConcept, byLength));
            },
            some =>
            {
                foreach (var (i, each) in some)
                {
                    found[i] = each;
                }

                progress?.Report(done += some.Count);
            },
            cancellation);
        return found;
    }
}
