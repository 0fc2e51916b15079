using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Storage;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Binding;

/// <summary>Finds the units of formulas.</summary>
internal static class UnitBinding
{
    /// <summary>Binds a unit.</summary>
    /// <param name="formula">The unit.</param>
    /// <param name="database">The database.</param>
    /// <exception cref="QueryException">There is no such unit, or its activations are asked for and not stored.</exception>
    public static BoundLeaf Bind(UnitFormula formula, ProbeDatabase database)
    {
        var layers = database.Layers;
        if (layers.Count == 0)
        {
            throw BindingErrors.Missing(
                formula,
                "no layer is stored in this database",
                new MissingData(MissingKind.Layers, database.Path, formula.Layer),
                "import the activations of its units");
        }

        Layer? layer;
        if (formula.Layer is not null)
        {
            layer = database.FindLayer(formula.Layer);
            if (layer is null)
            {
                throw BindingErrors.At(
                    formula,
                    $"unknown layer '{formula.Layer}'",
                    "there are: " + string.Join(", ", layers.Select(each => each.Name)));
            }
        }
        else
        {
            layer = layers.Count == 1
                ? layers[0]
                : throw BindingErrors.At(
                    formula,
                    $"which layer's unit {formula.Number}?",
                    "write one of: " + string.Join(", ", layers.Select(each => $"{each.Name}:{formula.Number}")));
        }

        var unit = database.FindUnit(layer.Id, formula.Number);
        if (unit is null)
        {
            var units = database.Units(layer.Id);
            throw BindingErrors.At(
                formula,
                $"layer {layer.Name} has no unit {formula.Number}",
                units.Count == 0
                    ? "it has no units"
                    : $"it has {units.Count:N0}, numbered {units[0].Number} to {units[^1].Number}");
        }

        if (formula.Condition is not { } condition)
        {
            return new BoundUnit(layer, unit);
        }

        if (!layer.HasActivations)
        {
            throw NoActivations(formula, database, layer);
        }

        if (condition is UnitRange { Number: >= ActivationRanges.Count } range)
        {
            throw BindingErrors.At(
                formula,
                $"there is no range {range.Number}",
                $"a unit's positive activations have {ActivationRanges.Count} ranges, "
                + $"numbered 0 to {ActivationRanges.Count - 1}");
        }

        return new BoundActivation(layer, unit, condition);
    }

    /// <summary>The error that a layer's activations are not stored.</summary>
    /// <param name="node">What needs them.</param>
    /// <param name="database">The database.</param>
    /// <param name="layer">The layer.</param>
    public static QueryException NoActivations(SyntaxNode node, ProbeDatabase database, Layer layer) => BindingErrors.Missing(
        node,
        $"no activations for {layer.Name}",
        new MissingData(MissingKind.Activations, database.Path, layer.Name),
        "import the layer again with its activations");
}
