using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Explaining;
using CompExplain.Search;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Tui.Tests;

/// <summary>
/// Twelve pictures of 16 x 16 in stripes, with units whose formulas are known, searched to length 3; or eight sentence pairs.
/// Nothing in it is random.
/// </summary>
internal static class SmallWorld
{
    public const int Side = 16;
    public const int Pictures = 12;

    private static readonly string[] Labels = ["beach", "street", "forest"];

    /// <summary>Writes the pictures and gives the file.</summary>
    public static string Write(TempFolder folder, bool searched = true, string name = "small.cxdb", int units = 6)
    {
        string path = folder.File(name);
        var dataset = new DatasetDescription("small world", DatasetKind.Images, Side, Side, Pictures);
        using (var writer = DatabaseWriter.Create(path, dataset))
        {
            writer.AddInputs(Enumerable.Range(0, Pictures).Select(i => new InputRecord(
                $"picture {i}", i % 4 == 3 ? "val" : "train", $"images/{i}.png", Labels[i % 3], Labels[i % 4 == 0 ? 0 : i % 3])));
            var masks = new Dictionary<string, SortedSet<uint>>
            {
                ["water"] = Rows(input => input % 3 == 0, 8, 16),
                ["river"] = Rows(input => input % 3 == 1, 10, 14),
                ["sky"] = Rows(_ => true, 0, 5),
                ["blue-c"] = Rows(input => input % 2 == 0, 4, 12),
                ["tree"] = Rows(input => input % 3 == 2, 5, 12),
                ["street-s"] = Rows(input => input % 3 == 1, 0, 16),
            };
            foreach (var (concept, mask) in masks)
            {
                string category = concept.EndsWith("-c", StringComparison.Ordinal)
                    ? "color"
                    : concept.EndsWith("-s", StringComparison.Ordinal) ? "scene" : "object";
                writer.AddConceptMask(
                    writer.AddConcept(new ConceptRecord(category, concept, category)), 0, SmallMask.Of([.. mask]));
            }

            int layer = writer.AddLayer(
                new LayerRecord("conv4", 4, 4, "top 0.5% of positions", "none") { Model = "small network" });
            uint[] wet = [.. masks["water"].Union(masks["river"]).Except(masks["blue-c"])];
            uint[] green = [.. masks["tree"].Union(masks["sky"])];
            for (int unit = 0; unit < units; unit++)
            {
                // Every third unit is a little of something else as well.
                var mask = new SortedSet<uint>((unit % 3) switch { 0 => wet, 1 => green, _ => masks["water"] });
                mask.UnionWith(Enumerable.Range(unit % 100 * 17, (5 * unit % 100) + 1).Select(position => (uint)position));
                int active = Enumerable.Range(0, Pictures).Count(
                    input => mask.Any(position => position / (Side * Side) == input));
                var histogram = new Histogram(0, 4, [900, 500, 300, 120, 60, 30, 10, 4]);
                int id = writer.AddUnit(layer, new UnitRecord(unit, 1.5 + unit, 4, 0, 0.25, active, histogram));
                writer.AddUnitMask(id, 0, SmallMask.Of([.. mask]));
            }

            writer.SetClasses(Labels);
            writer.SetClassWeights(layer, [.. Enumerable.Range(0, 3 * units).Select(i => (i % 7) - 3f)]);
            writer.Commit();
        }

        if (searched)
        {
            using var database = ProbeDatabase.Open(path);
            new LayerSearch(new QueryEngine(database, new BeamExplainer())).Run(
                "conv4", null, new SearchOptions { Length = 3, Beam = 5 });
        }

        return path;
    }

    /// <summary>Writes sentence pairs with a layer over them.</summary>
    public static string WriteTexts(TempFolder folder)
    {
        string path = folder.File("pairs.cxdb");
        NamedProbe.Texts(path);
        using (var writer = DatabaseWriter.Open(path))
        {
            int layer = writer.AddLayer(new LayerRecord("mlp", 1, 1, "above 0", "none"));
            int id = writer.AddUnit(layer, new UnitRecord(0, 0, 3, 0, 0.2, 4, null));
            writer.AddUnitMask(id, 0, SmallMask.Of(0, 1, 2, 4));
            writer.Commit();
        }

        using var database = ProbeDatabase.Open(path);
        new LayerSearch(new QueryEngine(database, new BeamExplainer())).Run(
            "mlp", null, new SearchOptions { Length = 2, Beam = 5 });
        return path;
    }

    // The rows of all pictures that are so.
    private static SortedSet<uint> Rows(Func<int, bool> has, int first, int end)
    {
        var mask = new SortedSet<uint>();
        for (int input = 0; input < Pictures; input++)
        {
            if (has(input))
            {
                int start = (input * Side * Side) + (first * Side);
                mask.UnionWith(Enumerable.Range(start, (end - first) * Side).Select(position => (uint)position));
            }
        }

        return mask;
    }
}
