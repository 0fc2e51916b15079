using CompExplain.Analysis.Results;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Analysis.Layers;

/// <summary>Chooses a layer and a stored search of it.</summary>
public static class StoredRuns
{
    /// <summary>A layer by its name, or the only one.</summary>
    /// <param name="database">The database.</param>
    /// <param name="name">The name; null for the only layer.</param>
    /// <exception cref="AnalysisException">There is none of that name, or none at all, or there are several.</exception>
    public static Layer ChooseLayer(ProbeDatabase database, string? name)
    {
        ArgumentNullException.ThrowIfNull(database);
        var names = database.Layers.Select(layer => layer.Name).ToList();
        if (names.Count == 0)
        {
            throw new AnalysisException($"{database.Path} has no layers")
            {
                Missing = new(MissingKind.Layers, database.Path, name),
            };
        }

        if (name is null)
        {
            return names.Count == 1
                ? database.Layers[0]
                : throw new AnalysisException($"{database.Path} has several layers: {string.Join(", ", names)}; choose one")
                {
                    Option = "layer",
                };
        }

        if (database.FindLayer(name) is { } layer)
        {
            return layer;
        }

        var near = Suggestions.Nearest(name, names);
        string hint = near.Count > 0 ? Suggestions.DidYouMean(near) : $"there are: {string.Join(", ", names)}";
        throw new AnalysisException($"{database.Path} has no layer '{name}'; {hint}");
    }

    /// <summary>A stored search of a layer.</summary>
    /// <param name="database">The database.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="id">Its number; null for the latest complete one.</param>
    /// <exception cref="AnalysisException">There is no such search, or none is complete.</exception>
    public static SearchRun Choose(ProbeDatabase database, Layer layer, int? id)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(layer);
        var runs = database.Results.Runs().Where(run => run.LayerId == layer.Id).ToList();
        if (runs.Count == 0)
        {
            throw new AnalysisException($"layer {layer.Name} has not been searched")
            {
                Missing = new(MissingKind.Explanations, database.Path, layer.Name),
            };
        }

        string there = string.Join(", ", runs.Select(run => run.Id));
        if (id is not null)
        {
            return runs.FirstOrDefault(run => run.Id == id)
                ?? throw new AnalysisException($"layer {layer.Name} has no search {id}; there are: {there}");
        }

        return runs.LastOrDefault(run => run.Complete) ?? throw new AnalysisException(
            $"no search of layer {layer.Name} is complete; run one to its end, or choose one: {there}")
        {
            Option = "run",
        };
    }
}
