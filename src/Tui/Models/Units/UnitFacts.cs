using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Tui.Models.Units;

/// <summary>What is stored of a unit.</summary>
/// <param name="Row">The unit and its explanations.</param>
/// <param name="Histogram">The distribution of its activations; null if it was not stored.</param>
/// <param name="Classes">The classes with its weights in the last layer, the highest first; empty if they are not known.</param>
internal sealed record UnitFacts(UnitRow Row, Histogram? Histogram, IReadOnlyList<(string Class, double Weight)> Classes)
{
    /// <summary>Reads them.</summary>
    /// <param name="database">The database.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="number">The unit's number.</param>
    /// <param name="known">Its row if it is loaded; else the last search's explanations are read.</param>
    /// <returns>The facts; null if the layer has no such unit.</returns>
    public static UnitFacts? Read(ProbeDatabase database, Layer layer, int number, UnitRow? known) =>
        database.FindUnit(layer.Id, number) is { } unit
        ? new UnitFacts(known ?? ReadRow(database, layer, unit), database.Histogram(unit.Id), ReadClasses(database, layer, unit))
        : null;

    private static UnitRow ReadRow(ProbeDatabase database, Layer layer, Unit unit)
    {
        var run = database.Results.Runs().LastOrDefault(each => each.LayerId == layer.Id);
        var found = run is null ? null : database.Results.Explanations(run).FirstOrDefault(each => each.Unit.Id == unit.Id);
        return new UnitRow(found ?? new UnitExplanations(unit, null, []));
    }

    private static List<(string Class, double Weight)> ReadClasses(ProbeDatabase database, Layer layer, Unit unit)
    {
        if (database.Outputs.ClassWeights(layer.Id) is not { } weights)
        {
            return [];
        }

        var units = database.Units(layer.Id);
        int column = units.ToList().FindIndex(each => each.Id == unit.Id);
        return [.. database.Outputs.Classes()
            .Select((name, row) => (Class: name, Weight: (double)weights[(row * units.Count) + column]))
            .OrderByDescending(each => each.Weight)];
    }
}
