using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;
using CompExplain.Storage;

namespace CompExplain.Cli.Commands;

/// <summary>Chooses the layer of <c>--layer</c>, or the only one.</summary>
internal static class LayerNames
{
    public static string Choose(ProbeDatabase database, string? name)
    {
        var names = database.Layers.Select(layer => layer.Name).ToList();
        if (names.Count == 0)
        {
            throw new CommandException(
                $"{database.Path} has no layers; {CommandHints.Of(new(MissingKind.Layers, database.Path, name))}");
        }

        if (name is null)
        {
            return names.Count == 1
                ? names[0]
                : throw new CommandException(
                    $"{database.Path} has several layers; choose one with --layer: {string.Join(", ", names)}");
        }

        if (names.Contains(name))
        {
            return name;
        }

        var near = Suggestions.Nearest(name, names);
        string hint = near.Count > 0 ? Suggestions.DidYouMean(near) : $"there are: {string.Join(", ", names)}";
        throw new CommandException($"{database.Path} has no layer '{name}'; {hint}");
    }
}
