using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Scanning;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Results;

namespace CompExplain.Search;

/// <summary>
/// Explains the units of a layer, many at once. Each unit's result is stored as it comes: stopped or killed, the same search
/// goes on where it was. The answers do not depend on the number of threads.
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
    /// <param name="options">What to search for.</param>
    /// <param name="restart">Forget what is stored of this search.</param>
    /// <param name="progress">Told after each unit.</param>
    /// <param name="cancellation">Stops it; what is done by then is stored.</param>
    /// <exception cref="StorageException">There is no such layer or unit, or the database is damaged or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public LayerSearchResult Run(
        string layer,
        IReadOnlyList<int>? unitNumbers,
        SearchOptions options,
        bool restart = false,
        IProgress<SearchProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (!PairScore.IsOfCounts(options.Scorer))
        {
            throw new StorageException(StorageFailure.Invalid, $"{options.Scorer.NameOf()} cannot be searched for: it is no function of hits and sizes");
        }

        var found = _database.FindLayer(layer) ?? throw new StorageException(
            StorageFailure.Invalid,
            _database.Layers.Count == 0
                ? $"{_database.Path} has no layers; add one with: compexplain import units {_database.Path} --layer {layer} activations.npy --above 0"
                : $"{_database.Path} has no layer '{layer}'; there are: {string.Join(", ", _database.Layers.Select(each => each.Name))}");
        var chosen = Choose(found, unitNumbers);
        var analysed = chosen.Where(unit => unit.ActiveInputs >= options.MinimumInputs).ToList();
        var skipped = chosen.Where(unit => unit.ActiveInputs < options.MinimumInputs).ToList();

        var run = _database.OpenRun(found.Id, options.ToJson(), restart);
        var done = _database.ExplainedUnits(run.Id);
        var open = analysed.Where(unit => !done.Contains(unit.Id)).ToList();
        int resumed = analysed.Count - open.Count;
        progress?.Report(new SearchProgress(resumed, analysed.Count, null));
        if (open.Count > 0)
        {
            Search(found, run, open, options, resumed, analysed.Count, progress, cancellation);
        }

        done = _database.ExplainedUnits(run.Id);
        if (!run.Complete && _database.Units(found.Id).All(unit => done.Contains(unit.Id) || unit.ActiveInputs < options.MinimumInputs))
        {
            _database.CompleteRun(run.Id);
            run = run with { Complete = true };
        }

        return new LayerSearchResult(run, Stored(found, run.Id, analysed), skipped, resumed);
    }

    /// <summary>What a search found, as stored.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="runId">The search.</param>
    /// <param name="units">The units asked for; null is all that are done.</param>
    public IReadOnlyList<UnitExplanation> Stored(Layer layer, int runId, IReadOnlyList<Unit>? units = null)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var found = _database.Findings(runId).ToDictionary(each => each.UnitId);
        var certificates = _database.Certificates(runId).ToLookup(each => each.UnitId);
        return (units ?? _database.Units(layer.Id)).Where(unit => found.ContainsKey(unit.Id))
            .OrderBy(unit => unit.Number)
            .Select(unit => new UnitExplanation(layer, unit, found[unit.Id].BestConcept, found[unit.Id].ByLength) { Certificates = [.. certificates[unit.Id]] })
            .ToList();
    }

    private List<Unit> Choose(Layer layer, IReadOnlyList<int>? numbers)
    {
        if (numbers is null)
        {
            return [.. _database.Units(layer.Id)];
        }

        return numbers.Distinct().Order().Select(number => _database.FindUnit(layer.Id, number) ?? throw new StorageException(
            StorageFailure.Invalid, $"layer {layer.Name} has no unit {number}; it has {layer.UnitCount}")).ToList();
    }

    private void Search(
        Layer layer, SearchRun run, List<Unit> open, SearchOptions options, int resumed, int total, IProgress<SearchProgress>? progress, CancellationToken cancellation)
    {
        var table = _engine.Candidates(options.Candidates);
        if (table.Candidates.Count == 0)
        {
            throw new StorageException(StorageFailure.Invalid, $"no concept of {_database.Path} is in the categories asked for: {string.Join(", ", options.Categories)}");
        }

        int done = resumed;
        StoredWork.Run(
            open,
            options.Threads,
            () => new BeamSearch(ExtensionScan.For(table), options),
            (searcher, unit, stop) =>
            {
                var found = searcher.Run(_database.UnitHits(unit.Id), stop);
                var concept = searcher.BestConcept is { } best ? best.ToRecord(unit) : null;
                return new UnitExplanation(layer, unit, concept, found.Select(each => each.ToRecord(unit)).ToList());
            },
            some =>
            {
                _database.StoreFindings(run.Id, some.ConvertAll(each => new UnitFindings(each.Unit.Id, each.BestConcept, each.ByLength)));
                foreach (var each in some)
                {
                    progress?.Report(new SearchProgress(++done, total, each));
                }
            },
            cancellation);
    }
}
