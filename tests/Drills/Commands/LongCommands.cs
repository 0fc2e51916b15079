using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using CompExplain.Fixtures;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Drills.Commands;

/// <summary>The long commands, on inputs that take about a second.</summary>
internal static class LongCommands
{
    private const int Maps = 300;

    /// <summary>Some of them, or all.</summary>
    /// <param name="runner">Trains the network of one.</param>
    /// <param name="folder">A folder to make databases in.</param>
    /// <param name="names">Their names; none for all.</param>
    public static IReadOnlyList<LongCommand> Named(CommandRunner runner, string folder, params string[] names) =>
        [.. All(runner, folder).Where(command => names.Length == 0 || names.Contains(command.Name))];

    private static IReadOnlyList<LongCommand> All(CommandRunner runner, string folder)
    {
        string[] training =
        [
            "train", "nli", "m.safetensors", "--data", "p.tsv", "--vectors", "v.npy", "--words", "w.txt", "--epochs", "3",
            "--patience", "9",
        ];
        var searched = new Lazy<byte[]>(() => Database(
            folder, "searched.cxdb", NaiveProbe.Images(5, inputs: 120, side: 24, concepts: 40, units: 150)));
        var texts = new Lazy<byte[]>(
            () => Database(folder, "texts.cxdb", NaiveProbe.Texts(5, inputs: 4000, concepts: 30, units: 4)));
        static Lazy<IReadOnlyDictionary<string, byte[]>> Files(Func<Dictionary<string, byte[]>> make) => new(make);
        string[][] show = [["show", "d.cxdb"], ["query", "d.cxdb", "SHOW concepts"]];
        string[][] units = [["query", "d.cxdb", "SHOW units"], ["query", "d.cxdb", "TOP 5 concepts BY IOU(unit 2, ?)"]];
        LongCommand Explain(string name, string count, params string[] options) => new(
            name,
            ["explain", "d.cxdb", "--length", "4", "--min-inputs", "0", "--format", "csv", .. options],
            Files(() => new() { ["d.cxdb"] = searched.Value }),
            "d.cxdb",
            [["explain", "d.cxdb", "--length", "4", "--min-inputs", "0", "--format", "csv", .. options]],
            count);
        return
        [
            new(
                "import folder",
                ["import", "folder", "d.cxdb", "i", "--labels", "l", "--names", "n.csv"],
                Files(() => Folder()),
                "d.cxdb",
                show),
            new("import broden", ["import", "broden", "d.cxdb", "b"], Files(Broden), "d.cxdb", show),
            new(
                "import text",
                ["import", "text", "d.cxdb", "t.csv", "--text", "review", "--list", "topics"],
                Files(() => new() { ["t.csv"] = Table(60_000) }),
                "d.cxdb",
                show),
            new(
                "import units",
                ["import", "units", "d.cxdb", "a.npy", "--layer", "layer4", "--replace", "--top", "1%"],
                Files(() => new() { ["d.cxdb"] = texts.Value, ["a.npy"] = Activations(4000, 400) }),
                "d.cxdb",
                units),
            new(
                "import concepts",
                ["import", "concepts", "d.cxdb", "c.csv", "--category", "more"],
                Files(() => new() { ["d.cxdb"] = texts.Value, ["c.csv"] = Cells(4000, 60) }),
                "d.cxdb",
                show),
            new(
                "probe vision",
                [
                    "probe", "vision", "d.cxdb", "--model", "squeezenet1_1", "--weights", "random:3", "--layer", "features.3",
                    "--images", "i", "--batch", "2",
                ],
                Files(() => Photographs(Pictures(folder))),
                "d.cxdb",
                units),
            new(
                "import coco",
                ["import", "coco", "d.cxdb", "i.json", "--images", "i", "--size", "64"],
                Files(() => Instances(3000)),
                "d.cxdb",
                show),
            new("train nli", training, Files(Pairs), "m.safetensors", []),
            new(
                "import nli",
                ["import", "nli", "d.cxdb", "--tok", "a.tok", "--pos", "a.pos", "--labels", "a.labels"],
                Files(() => Sentences(20_000)),
                "d.cxdb",
                show),
            new(
                "probe nli",
                ["probe", "nli", "d.cxdb", "--weights", "m.safetensors"],
                Files(() => Trained(runner, folder, training)),
                "d.cxdb",
                units),
            new(
                "export",
                ["export", "d.cxdb", "--as", "jsonl", "--out", "all.jsonl"],
                Files(() => Explained(runner, folder, searched.Value)),
                "all.jsonl",
                []),
            Explain("explain", "SELECT count(*) FROM explained_units"),
            Explain("explain --certify", "SELECT count(*) FROM explained_units", "--certify"),
            Explain("explain --honest", "SELECT count(*) FROM explained_units", "--honest"),
        ];
    }

    private static Dictionary<string, byte[]> Trained(CommandRunner runner, string folder, string[] training)
    {
        string own = Path.Combine(folder, "trained");
        var files = Pairs().Concat(Sentences(2000)).ToDictionary();
        Write(files, own);
        runner.Must(training, own);
        runner.Must(["import", "nli", "d.cxdb", "--tok", "a.tok", "--labels", "a.labels"], own);
        return new[] { "m.safetensors", "d.cxdb" }.ToDictionary(name => name, name => File.ReadAllBytes(Path.Combine(own, name)));
    }

    private static Dictionary<string, byte[]> Explained(CommandRunner runner, string folder, byte[] searched)
    {
        string own = Path.Combine(folder, "explained");
        Write(new Dictionary<string, byte[]> { ["d.cxdb"] = searched }, own);
        runner.Must(["explain", "d.cxdb", "--length", "3", "--min-inputs", "0"], own);
        return new() { ["d.cxdb"] = File.ReadAllBytes(Path.Combine(own, "d.cxdb")) };
    }

    /// <summary>Writes files.</summary>
    /// <param name="files">Their contents by their names in a folder.</param>
    /// <param name="folder">The folder, which need not be there.</param>
    public static void Write(IReadOnlyDictionary<string, byte[]> files, string folder)
    {
        foreach (var (file, bytes) in files)
        {
            string path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
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

    private static Dictionary<string, byte[]> Broden()
    {
        var files = new Dictionary<string, byte[]>
        {
            ["b/index.csv"] = Rows(
                "image,split,ih,iw,sh,sw,color,object,part,material,scene,texture",
                Maps,
                i => $"{Name(i)},train,64,64,64,64,,m{Name(i)},,,{1 + (i % 9)},"),
            ["b/label.csv"] = Rows(
                "number,name,category,frequency,coverage,syns",
                200,
                i => $"{i + 1},name {i},{(i < 9 ? "scene(1);" : "")}object(1),1,1,"),
        };
        foreach (var (name, bytes) in Folder().Where(each => each.Value.Length > 0 && each.Key[0] == 'l'))
        {
            files["b/images/m" + name[2..]] = bytes;
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

    private static Dictionary<string, byte[]> Sentences(int pairs)
    {
        string[] words = [.. Enumerable.Range(0, 20).Select(i => $"w{i}")];
        return new()
        {
            ["a.tok"] = Lines(2 * pairs, i => $"{words[i % 20]} {words[i * 7 % 20]} {words[i / 3 % 20]} ."),
            ["a.pos"] = Lines(2 * pairs, _ => "NN VBZ NN ."),
            ["a.labels"] = Lines(pairs, i => (i % 3) switch { 0 => "entailment", 1 => "neutral", _ => "contradiction" }),
        };
    }

    private static Dictionary<string, byte[]> Instances(int count)
    {
        string images = string.Join(", ", Enumerable.Range(0, count).Select(
            i => $"{{\"id\": {i}, \"file_name\": \"{Name(i)}\", \"height\": 64, \"width\": 64}}"));
        string objects = string.Join(",\n", Enumerable.Range(0, 4 * count).Select(
            i => $"{{\"id\": {i}, \"image_id\": {i / 4}, \"category_id\": {i % 5}, \"iscrowd\": 0, "
                + $"\"segmentation\": [[{i % 30}, {i % 17}, {30 + (i % 33)}, 20.5, {i % 50}, 63]]}}"));
        string names = string.Join(", ", Enumerable.Range(0, 5).Select(
            i => $"{{\"id\": {i}, \"name\": \"n{i}\", \"supercategory\": \"s\"}}"));
        var files = Enumerable.Range(0, count).ToDictionary(i => "i/" + Name(i), _ => Array.Empty<byte>());
        files["i.json"] = Encoding.UTF8.GetBytes(
            $"{{\"images\": [{images}],\n\"annotations\": [{objects}],\n\"categories\": [{names}]}}");
        return files;
    }

    private static byte[] Lines(int count, Func<int, string> line) =>
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n")));

    private static byte[] Rows(string header, int count, Func<int, string> row) =>
        Encoding.UTF8.GetBytes(header + "\n" + string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n")));
}
