using CompExplain.Query;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Explaining;
using CompExplain.Query.Scanning;
using CompExplain.Search.Beams;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Results;

namespace CompExplain.Search;

/// <summary>
/// Explains the units of a layer, many at once. Each unit's explanations are stored as they come: after a cancellation or a kill,
/// the same search resumes. The answers do not depend on the number of threads.
/// </summary>
public sealed class LayerSearch
{
    private readonly QueryEngine _engine;
    private readonly ProbeDatabase _database;

    /// <summary>Makes a search over an engine's database.</summary>
    /// <param name="engine">The engine.</param>
    public LayerSearch(QueryEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _database = engine.Database;
    }

    /// <summary>Explains units, all but those that are done already.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="unitNumbers">The units; null is all of the layer.</param>
    /// <param name="options">The options of the search.</param>
    /// <param name="restart">Whether to delete what is stored of this search, and search again.</param>
    /// <param name="progress">Reports progress after each unit.</param>
    /// <param name="cancellation">Cancels it; what is done by then is stored.</param>
    /// <exception cref="SearchException">There is no such layer, unit or category, or an option is out of its range.</exception>
    /// <exception cref="StorageException">The database is damaged or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public LayerSearchResult Run(
        string layer,
        IReadOnlyList<int>? unitNumbers,
        SearchOptions options,
        bool restart = false,
        IProgress<SearchProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Check(concepts: _database.Concepts) is { } problem)
        {
            throw new SearchException(problem);
        }

        var found = _database.FindLayer(layer) ?? throw NoLayer(layer);
        int minimum = options.MinimumInputsOf(_database.Dataset);
        var chosen = Choose(found, unitNumbers);
        var analysed = chosen.Where(unit => unit.ActiveInputs >= minimum).ToList();
        var skipped = chosen.Where(unit => unit.ActiveInputs < minimum).ToList();

        var run = _database.Results.Open(found.Id, options.ToJson(), restart);
        var done = _database.Results.ExplainedUnits(run.Id);
        var open = analysed.Where(unit => !done.Contains(unit.Id)).ToList();
        int resumed = analysed.Count - open.Count;
        progress?.Report(new SearchProgress(resumed, analysed.Count, null));
        if (open.Count > 0)
        {
            Search(run, open, options, resumed, analysed.Count, progress, cancellation);
        }

        done = _database.Results.ExplainedUnits(run.Id);
        if (!run.Complete && _database.Units(found.Id).All(unit => done.Contains(unit.Id) || unit.ActiveInputs < minimum))
        {
            _database.Results.Complete(run.Id);
            run = run with { Complete = true };
        }

        var asked = analysed.Select(unit => unit.Id).ToHashSet();
        return new LayerSearchResult(
            found, run, [.. _database.Results.Explanations(run).Where(each => asked.Contains(each.Unit.Id))], skipped, resumed);
    }

    private SearchException NoLayer(string layer) => _database.Layers.Count == 0
        ? new($"{_database.Path} has no layers") { Missing = new MissingData(MissingKind.Layers, _database.Path, layer) }
        : new(
            $"{_database.Path} has no layer '{layer}'; "
            + $"there are: {string.Join(", ", _database.Layers.Select(each => each.Name))}");

    private List<Unit> Choose(Layer layer, IReadOnlyList<int>? numbers) => numbers is null
        ? [.. _database.Units(layer.Id)]
        : numbers.Distinct().Order().Select(number => _database.FindUnit(layer.Id, number)
            ?? throw new SearchException($"layer {layer.Name} has no unit {number}; it has {layer.UnitCount}")).ToList();

    private void Search(
        SearchRun run,
        List<Unit> open,
        SearchOptions options,
        int resumed,
        int total,
        IProgress<SearchProgress>? progress,
        CancellationToken cancellation)
    {
        var table = _engine.Candidates(options.Candidates);
        if (table.Candidates.Count == 0)
        {
            throw new SearchException($"{_database.Path} has no concepts to search");
        }

        int done = resumed;
        StoredWork.Run(
            open,
            options.Threads,
            () => new BeamSearch(ExtensionScan.For(table), options),
            (searcher, unit, stop) =>
            {
                var byLength = searcher.Run(_database.Hits.Read(unit.Id), stop);
                return new UnitExplanations(unit, searcher.BestConcept, byLength);
            },
            some =>
            {
                _database.Results.Store(run.Id, some);
                foreach (var each in some)
                {
                    progress?.Report(new SearchProgress(++done, total, each));
                }
            },
            cancellation);
    }
}
