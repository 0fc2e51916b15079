using System.Globalization;
using CompExplain.Analysis.Accuracy;
using CompExplain.Analysis.Classes;
using CompExplain.Analysis.Comparison;
using CompExplain.Analysis.Layers;
using CompExplain.Analysis.Lengths;
using CompExplain.Analysis.Results;
using CompExplain.Analysis.Uniqueness;
using CompExplain.Query;
using CompExplain.Storage.Files;

namespace CompExplain.Analysis;

/// <summary>All analyses, by name.</summary>
public static class Analyses
{
    /// <summary>The analyses, in the order in which people read them.</summary>
    public static IReadOnlyList<AnalysisKind> All { get; } =
    [
        new("iou-by-length", "how IoU grows with the length of the formula (figure 3)", OfLayer, request =>
            IouByLength.Analyse(request.Read())),
        new("accuracy", "whether the network is right where well-explained units are active (figure 7)", OfLayer, request =>
        {
            var layer = request.Read();
            return AccuracyByIou.Analyse(layer, request.Accuracy, Counting(request, layer.Units.Count), request.Cancellation);
        }),
        new("unique", "explanations that units share, and unique detectors beside shuffled units", OfLayer, request =>
        {
            var layer = request.Read();
            return UniqueExplanations.Analyse(
                layer, request.Unique, Counting(request, layer.Units.Count), request.Cancellation);
        }),
        new("classes", "what the network takes the inputs for where a formula holds", AnalysisScope.Formula, request =>
            ClassesOfFormula.Analyse(
                request.Engine,
                request.Formula ?? throw new AnalysisException("of which formula? Give one, or a unit"),
                request.Accuracy,
                request.Cancellation)),
        new("compare", "two searches, layers or databases, unit by unit", AnalysisScope.Pair, Compare),
    ];

    /// <summary>An analysis by its name in any case; null if there is none.</summary>
    /// <param name="name">The name.</param>
    public static AnalysisKind? Find(string name) =>
        All.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private const AnalysisScope OfLayer = AnalysisScope.Layer;

    private static AnalysisResult Compare(AnalysisRequest request)
    {
        var (named, other) = (request.Compared, request.With ?? request.Engine);
        ExplainedLayer first, second;
        switch (named.Count)
        {
            case 0 or 1 when request.With is not null:
                first = request.Read();
                second = named.Count == 0
                    ? ExplainedLayer.Read(other, other.Database.Layers.Count == 1 ? null : first.Layer.Name, null)
                    : Named(other, named[0], null);
                break;
            case 2:
                first = Named(request.Engine, named[0], request.Layer);
                second = Named(other, named[1], request.Layer);
                break;
            default:
                throw new AnalysisException(
                    "two searches are compared: give their numbers, or the names of two layers, or another database");
        }

        if (first.Database.Path == second.Database.Path && first.Run.Id == second.Run.Id)
        {
            throw new AnalysisException($"both are search {first.Run.Id} of layer {first.Layer.Name}; give two");
        }

        return SearchComparison.Analyse(
            first, second, request.Match, Counting(request, first.Units.Count + second.Units.Count), request.Cancellation);
    }

    private static ExplainedLayer Named(QueryEngine engine, string name, string? layer) =>
        engine.Database.FindLayer(name) is null
        && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int run)
            ? ExplainedLayer.Read(engine, layer ?? LayerOf(engine, run), run)
            : ExplainedLayer.Read(engine, name, null);

    private static string LayerOf(QueryEngine engine, int run)
    {
        var runs = engine.Database.Results.Runs();
        var found = runs.FirstOrDefault(each => each.Id == run) ?? throw new AnalysisException(
            $"{engine.Database.Path} has no search {run}; "
                + (runs.Count == 0 ? "none was run" : $"there are: {string.Join(", ", runs.Select(each => each.Id))}"));
        return engine.Database.Layers.First(layer => layer.Id == found.LayerId).Name;
    }

    private static Counter Counting(AnalysisRequest request, int units) => new(request.Progress, units);

    private sealed class Counter(IProgress<StepProgress>? progress, int units) : IProgress<int>
    {
        public void Report(int value) => progress?.Report(new StepProgress("units", Math.Min(value, units), units));
    }
}
