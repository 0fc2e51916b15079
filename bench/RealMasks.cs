using CompExplain.Bench.Roaring;
using CompExplain.Storage;

namespace CompExplain.Bench;

/// <summary>The roaring benchmark on the masks of broden_mini.</summary>
internal static class RealMasks
{
    public static int Run(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("compexplain-bench");
        try
        {
            var masks = new List<(string, byte[])>();
            if (BenchData.ImportBroden(folder.FullName) is { } path)
            {
                using var database = ProbeDatabase.Open(path);
                masks.AddRange(database.Concepts.OrderByDescending(concept => concept.Size).Take(40)
                    .Select(concept => (concept.Name, database.Mask(MaskOwner.Concept(concept.Id), 0).Bytes.ToArray())));
            }
            else
            {
                Console.Error.WriteLine("shared/data/broden_mini is not beside the project: synthetic masks alone");
            }

            return RoaringBench.Run(masks, Console.Out);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
