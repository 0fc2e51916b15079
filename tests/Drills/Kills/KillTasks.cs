using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using CompExplain.Fixtures;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Drills.Kills;

/// <summary>The long commands, on inputs that take about a second.</summary>
internal static class KillTasks
{
    private const int Maps = 300;

    /// <summary>Makes them.</summary>
    /// <param name="folder">A folder to make databases in.</param>
    public static IReadOnlyList<KillTask> All(string folder)
    {
        byte[] searched = Database(
            folder, "searched.cxdb", NaiveProbe.Images(5, inputs: 120, side: 24, concepts: 40, units: 150));
        byte[] texts = Database(folder, "texts.cxdb", NaiveProbe.Texts(5, inputs: 4000, concepts: 30, units: 4));
        byte[] pictures = Pictures(folder);
        string[][] show = [["show", "d.cxdb"], ["query", "d.cxdb", "SHOW concepts"]];
        string[][] units = [["query", "d.cxdb", "SHOW units"], ["query", "d.cxdb", "TOP 5 concepts BY IOU(unit 2, ?)"]];
        KillTask Explain(string name, string count, params string[] options) => new(
            name,
            ["explain", "d.cxdb", "--length", "4", "--min-inputs", "0", "--format", "csv", .. options],
            new Dictionary<string, byte[]> { ["d.cxdb"] = searched },
            "d.cxdb",
            [["explain", "d.cxdb", "--length", "4", "--min-inputs", "0", "--format", "csv", .. options]],
            count);
        return
        [
            new(
                "import folder",
                ["import", "folder", "d.cxdb", "i", "--labels", "l", "--names", "n.csv"],
                Folder(),
                "d.cxdb",
                show),
            new(
                "import text",
                ["import", "text", "d.cxdb", "t.csv", "--text", "review", "--list", "topics"],
                new Dictionary<string, byte[]> { ["t.csv"] = Table(60_000) },
                "d.cxdb",
                show),
            new(
                "import units",
                ["import", "units", "d.cxdb", "a.npy", "--layer", "layer4", "--replace", "--top", "1%"],
                new Dictionary<string, byte[]> { ["d.cxdb"] = texts, ["a.npy"] = Activations(4000, 400) },
                "d.cxdb",
                units),
            new(
                "import concepts",
                ["import", "concepts", "d.cxdb", "c.csv", "--category", "more"],
                new Dictionary<string, byte[]> { ["d.cxdb"] = texts, ["c.csv"] = Cells(4000, 60) },
                "d.cxdb",
                show),
            new(
                "probe vision",
                [
                    "probe", "vision", "d.cxdb", "--model", "squeezenet1_1", "--weights", "random:3", "--layer", "features.3",
                    "--images", "i", "--batch", "2",
                ],
                Photographs(pictures),
                "d.cxdb",
                units),
            new(
                "train nli",
                [
                    "train", "nli", "m.safetensors", "--data", "p.tsv", "--vectors", "v.npy", "--words", "w.txt", "--epochs", "3",
                    "--patience", "9",
                ],
                Pairs(),
                "m.safetensors",
                []),
            Explain("explain", "SELECT count(*) FROM explained_units"),
            Explain("explain --certify", "SELECT count(*) FROM explained_units", "--certify"),
            Explain("explain --honest", "SELECT count(*) FROM explained_units", "--honest"),
        ];
    }

    private static byte[] Database(string folder, string name, NaiveProbe probe)
    {
        string path = Path.Combine(folder, name);
        probe.Write(path);
        return File.ReadAllBytes(path);
    }

    private static byte[] Pictures(string folder)
    {
        string path = Path.Combine(folder, "pictures.cxdb");
        using (var writer = DatabaseWriter.Create(path, new("pictures", DatasetKind.Images, 8, 8, 16, folder)))
        {
            writer.AddInputs(Enumerable.Range(0, 16).Select(i => new InputRecord(Name(i), null, Name(i), null, null)));
            writer.AddConceptMask(writer.AddConcept(new("object", "dot", "object")), 0, SmallMask.Range(3, 900));
            writer.Commit();
        }

        return File.ReadAllBytes(path);
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{number:D4}.png");

    private static Dictionary<string, byte[]> Photographs(byte[] database)
    {
        var files = new Dictionary<string, byte[]> { ["d.cxdb"] = database };
        for (int i = 0; i < 16; i++)
        {
            byte[] pixels = new byte[60 * 60 * 3];
            new Random(i).NextBytes(pixels);
            files["i/" + Name(i)] = Png.File(60, 60, 8, 2, pixels);
        }

        return files;
    }

    private static Dictionary<string, byte[]> Folder()
    {
        var files = new Dictionary<string, byte[]> { ["n.csv"] = Rows("number,name", 200, i => $"{i},name {i}") };
        for (int i = 0; i < Maps; i++)
        {
            var dice = new Random(i);
            byte[] pixels = new byte[64 * 64];
            for (int k = 0; k < pixels.Length; k++)
            {
                pixels[k] = k % 9 == 0 || k == 0 ? (byte)dice.Next(200) : pixels[k - 1];
            }

            files["i/" + Name(i)] = [];
            files["l/" + Name(i)] = Png.File(64, 64, 8, 0, pixels);
        }

        return files;
    }

    private static byte[] Table(int count) =>
        Rows("review,topics", count, i => $"\"text {i}, that says something\",t{i % 97};u{i % 13};v{i % 7}");

    private static byte[] Cells(int inputs, int concepts) => Rows(
        string.Join(',', Enumerable.Range(0, concepts).Select(i => $"c{i}")),
        inputs,
        input => string.Join(',', Enumerable.Range(0, concepts).Select(concept => input * (concept + 3) % 11 == 0 ? "1" : "0")));

    private static byte[] Activations(int inputs, int units)
    {
        var dice = new Random(3);
        float[] values = new float[inputs * units];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = dice.NextSingle();
        }

        return Npy.File("<f4", $"({inputs}, {units})", MemoryMarshal.AsBytes<float>(values).ToArray());
    }

    private static Dictionary<string, byte[]> Pairs()
    {
        string[] labels = ["entailment", "neutral", "contradiction"];
        float[] vectors = new float[20 * 8];
        var dice = new Random(4);
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] = dice.NextSingle() - 0.5f;
        }

        return new()
        {
            ["p.tsv"] = Rows(
                "gold_label\tsentence1\tsentence2", 240, i => $"{labels[i % 3]}\tw{i % 20} w{i % 7} w3\tw{i % 11} w{i * 7 % 20}"),
            ["v.npy"] = Npy.File("<f4", "(20, 8)", MemoryMarshal.AsBytes<float>(vectors).ToArray()),
            ["w.txt"] = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20).Select(i => $"w{i}\n"))),
        };
    }

    private static byte[] Rows(string header, int count, Func<int, string> row) =>
        Encoding.UTF8.GetBytes(header + "\n" + string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n")));
}
