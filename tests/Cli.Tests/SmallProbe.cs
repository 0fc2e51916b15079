using CompExplain.Fixtures;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Cli.Tests;

/// <summary>Four photographs of 2 x 2 pixels in a database, small enough to count on one's fingers.</summary>
internal static class SmallProbe
{
    /// <summary>Writes the database and gives its path.</summary>
    public static string Write(TempFolder folder, bool units = true)
    {
        string path = folder.File("small.cxdb");
        using var writer = DatabaseWriter.Create(path, new DatasetDescription("small", DatasetKind.Images, 2, 2, 4));
        writer.AddInputs([
            new InputRecord("a.jpg", "train", "images/a.jpg", "beach", "beach"),
            new InputRecord("b.jpg", "train", "images/b.jpg", "beach", "street"),
            new InputRecord("c.jpg", "val", "images/c.jpg", "street", "street"),
            new InputRecord("d.jpg", "val", "images/d.jpg", null, "street"),
        ]);
        Add(writer, "object", "water", 0..8);
        Add(writer, "object", "river", 8..10);
        Add(writer, "color", "blue-c", 0..4);
        Add(writer, "scene", "street-s", 12..16);
        Add(writer, "object", "[red]a|b[/]", 10..11);
        if (units)
        {
            int layer = writer.AddLayer(new LayerRecord("layer4", 1, 1, "given", "none"));
            AddUnit(writer, layer, 0, 0..10, activeInputs: 3);
            AddUnit(writer, layer, 1, 4..8, activeInputs: 1);
            AddUnit(writer, layer, 2, 0..0, activeInputs: 0);
        }

        writer.Commit();
        return path;
    }

    private static void Add(DatabaseWriter writer, string category, string name, Range positions) =>
        writer.AddConceptMask(writer.AddConcept(new ConceptRecord(category, name, category)), 0, Bitmap(positions));

    private static void AddUnit(DatabaseWriter writer, int layer, int number, Range positions, int activeInputs)
    {
        int unit = writer.AddUnit(layer, new UnitRecord(number, null, null, null, null, activeInputs, null));
        writer.AddUnitMask(unit, 0, Bitmap(positions));
    }

    private static SerializedMask Bitmap(Range positions) =>
        SmallMask.Of([
            .. Enumerable.Range(positions.Start.Value, positions.End.Value - positions.Start.Value).Select(at => (uint)at),
        ]);
}
