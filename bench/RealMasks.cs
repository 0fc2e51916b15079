using CompExplain.Bench.Roaring;
using CompExplain.Storage;
using CompExplain.Storage.Masks;

namespace CompExplain.Bench;

/// <summary>The roaring benchmark on the masks of a database: the one that is named, or broden_mini.</summary>
internal static class RealMasks
{
    private const int GroupSize = 24;

    public static int Run(string[] arguments)
    {
        if (arguments.Length > 0)
        {
            return RoaringBench.Run(GroupsOf(arguments[0]), Console.Out);
        }

        var folder = Directory.CreateTempSubdirectory("compexplain-bench");
        try
        {
            if (BenchData.ImportBroden(folder.FullName) is { } path)
            {
                return RoaringBench.Run(GroupsOf(path), Console.Out);
            }

            Console.Error.WriteLine("shared/data/broden_mini is not beside the project: synthetic masks alone");
            return RoaringBench.Run([], Console.Out);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Of concepts and of units, those with the largest masks, and others spread from the largest to the smallest.</summary>
    private static List<(string Group, IReadOnlyList<byte[]> Masks)> GroupsOf(string path)
    {
        using var database = ProbeDatabase.Open(path);
        var groups = new List<(string Group, IReadOnlyList<byte[]> Masks)>();
        Add("concepts", [.. database.Concepts.OrderByDescending(concept => concept.Size).Select(concept => MaskOwner.Concept(concept.Id))]);
        Add("units", [.. database.Layers.SelectMany(layer => database.Units(layer.Id)).OrderByDescending(unit => unit.Size).Select(unit => MaskOwner.Unit(unit.Id))]);
        return groups;

        void Add(string name, List<MaskOwner> owners)
        {
            int step = owners.Count / GroupSize;
            if (owners.Count > 0)
            {
                groups.Add((step > 1 ? $"{name}, large" : name, MasksOf(owners.Take(GroupSize))));
            }

            if (step > 1)
            {
                groups.Add(($"{name}, spread", MasksOf(owners.Where((_, i) => i % step == 0).Take(GroupSize))));
            }
        }

        List<byte[]> MasksOf(IEnumerable<MaskOwner> owners) =>
            [.. owners.Select(owner => database.Mask(owner, 0)).Where(mask => !mask.IsEmpty).Select(mask => mask.Bytes.ToArray())];
    }
}
