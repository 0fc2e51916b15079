using CompExplain.Analysis.Results;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Analysis.Layers;

/// <summary>A layer with what a stored search found of its units.</summary>
/// <param name="Engine">The engine over the database.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Run">The search.</param>
/// <param name="Options">The options of the search.</param>
/// <param name="Units">The units with an explanation, by number.</param>
/// <param name="Unexplained">The number of units that the search did and that nothing explains.</param>
public sealed record ExplainedLayer(
    QueryEngine Engine,
    Layer Layer,
    SearchRun Run,
    SearchOptions Options,
    IReadOnlyList<UnitExplanations> Units,
    int Unexplained)
{
    /// <summary>The database.</summary>
    public ProbeDatabase Database => Engine.Database;

    /// <summary>The maximum length of the search.</summary>
    public int Length => Options.Length;

    /// <summary>The number of the layer's units that the search has not done.</summary>
    public int NotSearched => Layer.UnitCount - Units.Count - Unexplained;

    /// <summary>Reads a layer and a search of it.</summary>
    /// <param name="engine">The engine over the database.</param>
    /// <param name="layerName">The layer; null for the only one.</param>
    /// <param name="runId">The search, by its number; null for the layer's latest complete one.</param>
    /// <exception cref="AnalysisException">There is no such layer or search, or none is complete.</exception>
    public static ExplainedLayer Read(QueryEngine engine, string? layerName, int? runId)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var database = engine.Database;
        var layer = LayerOfRun(database, layerName, runId) ?? StoredRuns.ChooseLayer(database, layerName);
        return Of(engine, layer, StoredRuns.Choose(database, layer, runId));
    }

    /// <summary>Reads a search of a layer.</summary>
    /// <param name="engine">The engine over the database.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="run">The search.</param>
    public static ExplainedLayer Of(QueryEngine engine, Layer layer, SearchRun run)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(run);
        var all = engine.Database.Results.Explanations(run);
        var explained = all.Where(unit => unit.Best is not null).ToList();
        return new(engine, layer, run, SearchOptions.Parse(run.Options), explained, all.Count - explained.Count);
    }

    /// <summary>How a unit of the layer is written in a query.</summary>
    /// <param name="unit">The unit.</param>
    public UnitFormula Reference(Unit unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return new(Database.Layers.Count > 1 ? Layer.Name : null, unit.Number);
    }

    /// <summary>What is not among <see cref="Units"/>, as sentences.</summary>
    public IEnumerable<string> Omissions()
    {
        if (Unexplained > 0)
        {
            yield return $"{Words.Amount(Unexplained, "unit")} left out: no formula scores above 0";
        }

        if (NotSearched > 0)
        {
            int few = Options.MinimumInputsOf(Database.Dataset);
            string why = Run.Complete
                ? $"active on fewer than {few} inputs"
                : "the search is not complete";
            yield return $"{Words.Amount(NotSearched, "unit")} left out that the search has not done: {why}";
        }

        if (Options.Scorer != Score.Iou)
        {
            yield return $"search {Run.Id} maximised {Options.Scorer.NameOf()}, and not IOU";
        }
    }

    /// <summary>Refuses a layer without an explained unit.</summary>
    /// <exception cref="AnalysisException">There is none.</exception>
    public ExplainedLayer WithUnits() => Units.Count > 0 ? this : throw new AnalysisException(Layer.UnitCount == 0
        ? $"layer {Layer.Name} has no units"
        : $"search {Run.Id} has no explained unit of layer {Layer.Name}: {string.Join("; ", Omissions())}");

    private static Layer? LayerOfRun(ProbeDatabase database, string? layerName, int? runId) =>
        layerName is null && runId is not null && database.Results.Runs().FirstOrDefault(run => run.Id == runId) is { } found
            ? database.Layers.FirstOrDefault(layer => layer.Id == found.LayerId)
            : null;
}
