using CompExplain.Storage.Catalog;

namespace CompExplain.Demo.Drawing;

/// <summary>The concepts of the drawn world, in the paper's categories, and what has them.</summary>
internal static class WorldConcepts
{
    private static readonly (Thing Thing, string[] Names)[] Objects =
    [
        (Thing.Sky, ["sky"]), (Thing.Cloud, ["cloud"]), (Thing.Sun, ["sun"]), (Thing.Moon, ["moon"]), (Thing.Bird, ["bird"]),
        (Thing.Sea, ["sea", "water"]), (Thing.River, ["river", "water"]), (Thing.Lake, ["lake", "water"]),
        (Thing.Mountain, ["mountain"]),
        (Thing.Grass, ["grass"]),
        (Thing.Sand, ["sand"]),
        (Thing.Snow, ["snow"]),
        (Thing.Road, ["road"]),
        (Thing.Pavement, ["pavement"]), (Thing.Field, ["field"]), (Thing.Rock, ["rock"]), (Thing.Pier, ["pier"]),
        (Thing.Broadleaf, ["tree", "plant"]), (Thing.Pine, ["pine", "tree", "plant"]), (Thing.Palm, ["palm", "tree", "plant"]),
        (Thing.Cactus, ["cactus", "plant"]), (Thing.Flower, ["flower", "plant"]),
        (Thing.House, ["house", "building"]),
        (Thing.Skyscraper, ["skyscraper", "building"]),
        (Thing.Tower, ["tower", "building"]),
        (Thing.Bridge, ["bridge"]), (Thing.Fence, ["fence"]), (Thing.Crane, ["crane"]), (Thing.Streetlight, ["streetlight"]),
        (Thing.Sailboat, ["boat"]),
        (Thing.Ship, ["ship", "boat"]),
        (Thing.Car, ["car", "vehicle"]),
        (Thing.Bus, ["bus", "vehicle"]),
        (Thing.Person, ["person"]),
        (Thing.Umbrella, ["umbrella"]),
        (Thing.Cow, ["cow", "animal"]),
        (Thing.Sheep, ["sheep", "animal"]),
        (Thing.Hay, ["hay"]),
    ];

    private static readonly Parts[] AllParts = [.. Enum.GetValues<Parts>().Where(part => part != Parts.None)];

    private static readonly int[][] OfThing = new int[Enum.GetValues<Thing>().Length][];

    private static readonly int FirstPart;
    private static readonly int FirstScene;
    private static readonly int FirstColor;

    static WorldConcepts()
    {
        var objects = Objects.SelectMany(each => each.Names).Distinct().ToList();
        Array.Fill(OfThing, []);
        foreach (var (thing, names) in Objects)
        {
            OfThing[(int)thing] = [.. names.Select(name => objects.IndexOf(name)).Order()];
        }

        FirstPart = objects.Count;
        FirstScene = FirstPart + AllParts.Length;
        FirstColor = FirstScene + DemoWorld.Scenes.Count;
        All =
        [
            .. objects.Select(name => new ConceptRecord("object", name, "object")),
            .. AllParts.Select(part => new ConceptRecord(
                "part", part == Parts.LaneMarking ? "lane marking" : part.ToString().ToLowerInvariant(), "part")),
            .. DemoWorld.Scenes.Select(name => new ConceptRecord("scene", name, "scene")),
            .. ColorNames.All.Select(name => new ConceptRecord("color", name, "color")),
        ];
    }

    /// <summary>All of them: objects, parts, scenes, colours.</summary>
    public static IReadOnlyList<ConceptRecord> All { get; }

    /// <summary>The concepts of a spot, ascending; the same for the same spot.</summary>
    public static int[] Of(Thing thing, Parts parts, int scene, int color)
    {
        var found = new List<int>(OfThing[(int)thing]);
        for (int i = 0; i < AllParts.Length; i++)
        {
            if ((parts & AllParts[i]) != 0)
            {
                found.Add(FirstPart + i);
            }
        }

        found.Add(FirstScene + scene);
        found.Add(FirstColor + color);
        return [.. found];
    }
}
