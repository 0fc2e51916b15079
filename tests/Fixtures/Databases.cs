using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Fixtures;

/// <summary>Small databases, and what is in them as plain sets.</summary>
public static class Databases
{
    public static string Images(TempFolder folder, int inputs, int height, int width, string name = "d.probe")
    {
        string path = folder.File(name);
        using var writer = DatabaseWriter.Create(
            path, new DatasetDescription("d", DatasetKind.Images, height, width, inputs, "/data"));
        writer.AddInputs(
            Enumerable.Range(0, inputs).Select(i => new InputRecord($"{i}.jpg", null, $"images/{i}.jpg", null, null)));
        writer.Commit();
        return path;
    }

    public static string Texts(TempFolder folder, int inputs)
    {
        string path = folder.File("t.probe");
        using var writer = DatabaseWriter.Create(path, new DatasetDescription("t", DatasetKind.Texts, 1, 1, inputs));
        writer.AddInputs(Enumerable.Range(0, inputs).Select(i => new InputRecord($"{i}", null, "a\nb", null, null)));
        writer.Commit();
        return path;
    }

    /// <summary>A mask as global positions.</summary>
    public static List<long> Positions(ProbeDatabase database, MaskOwner owner)
    {
        var positions = new List<long>();
        for (int shard = 0; shard < database.Shards.ShardCount; shard++)
        {
            long start = (long)database.Shards.FirstInput(shard) * database.Dataset.PositionsPerInput;
            foreach (uint position in database.Masks.Read(owner, shard).Positions)
            {
                positions.Add(start + position);
            }
        }

        return positions;
    }

    public static List<long> Concept(ProbeDatabase database, string name, string? category = null) => Positions(
        database,
        MaskOwner.Concept(
            database.Concepts.Single(concept => concept.Name == name && (category is null || concept.Category == category)).Id));

    public static Unit Unit(ProbeDatabase database, string layer, int number) =>
        database.FindUnit(database.FindLayer(layer)!.Id, number)!;

    public static List<long> Positions(ProbeDatabase database, Unit unit) => Positions(database, MaskOwner.Unit(unit.Id));
}
