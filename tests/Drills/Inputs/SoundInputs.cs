using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using CompExplain.Fixtures;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Drills.Inputs;

/// <summary>A small sound input of every format.</summary>
internal static class SoundInputs
{
    private const int Inputs = 12;

    /// <summary>Makes them.</summary>
    /// <param name="folder">A folder to make databases in.</param>
    public static IReadOnlyList<InputFormat> All(string folder)
    {
        byte[] texts = Database(folder, NaiveProbe.Texts(2, Inputs));
        byte[] images = Pictures(folder);
        byte[] png = Png.File(8, 8, 8, 2, [.. Enumerable.Range(0, 192).Select(i => (byte)(i * 5))]);
        byte[] labels = Png.Labels(4, 4, [.. Enumerable.Range(0, 16).Select(i => i % 3)]);
        InputFormat Format(string name, string[] changed, string command, params (string Name, byte[] Bytes)[] files) =>
            new(name, command.Split(' '), files.ToDictionary(each => each.Name, each => each.Bytes), changed);
        return
        [
            Format(
                "units npy",
                ["a.npy"],
                "import units d.cxdb a.npy --layer a --above 0",
                ("d.cxdb", texts),
                ("a.npy", Npy.File("<f4", $"({Inputs}, 3)", Floats(3 * Inputs)))),
            Format(
                "units npz",
                ["a.npz"],
                "import units d.cxdb a.npz --layer a --top 10%",
                ("d.cxdb", texts),
                ("a.npz", Zip(("arr_0.npy", Npy.File("<f8", $"({Inputs}, 2)", new byte[16 * Inputs]))))),
            Format(
                "units sparse",
                ["a.npz"],
                "import units d.cxdb a.npz --layer a --above 0",
                ("d.cxdb", texts),
                ("a.npz", Sparse())),
            Format(
                "units csv",
                ["a.csv"],
                "import units d.cxdb a.csv --layer a --above 0",
                ("d.cxdb", texts),
                ("a.csv", Lines("u,v", Inputs, i => $"{i}.5,-{i}e-3"))),
            Format(
                "concepts csv",
                ["c.csv"],
                "import concepts d.cxdb c.csv --category more",
                ("d.cxdb", texts),
                ("c.csv", Lines("big,\"small, or not\",True", Inputs, i => $"{i % 2},1,{(i % 3 == 0 ? "True" : "False")}"))),
            Format(
                "concepts npy",
                ["c.npy", "names.txt"],
                "import concepts d.cxdb c.npy --category more --names names.txt",
                ("d.cxdb", texts),
                ("c.npy", Npy.File("|b1", $"({Inputs}, 2)", new byte[2 * Inputs])),
                ("names.txt", "one\ntwo\n"u8.ToArray())),
            Format(
                "text csv",
                ["t.csv"],
                "import text n.cxdb t.csv --text review --label stars --list topics",
                ("t.csv", Lines(
                    "review,stars,topics,good", 9, i => $"\"it is\n{i} \"\"really\"\" good\",{i % 5},food; place,{i % 2}"))),
            Format(
                "nli",
                ["a.tok", "a.pos", "a.labels", "p.csv", "v.npy", "w.txt"],
                "import nli n.cxdb --tok a.tok --pos a.pos --labels a.labels --predictions p.csv --vectors v.npy --words w.txt",
                ("a.tok", Lines("A man sleeps .\nNobody sleeps .", 5, i => $"word{i} walks .\nhe walks .")),
                ("a.pos", Lines("DT NN VBZ .\nNN VBZ .", 5, i => "NN VBZ .\nPRP VBZ .")),
                ("a.labels", Lines("contradiction", 5, i => i % 2 == 0 ? "entailment" : "-")),
                ("p.csv", Lines("gt,pred\ncontradiction,neutral", 5, i => $"{(i % 2 == 0 ? "entailment" : "-")},contradiction")),
                ("v.npy", Npy.File("<f4", "(3, 4)", Floats(12))),
                ("w.txt", "man\nhe\nwalks\n"u8.ToArray())),
            Format(
                "folder",
                ["l/a.png", "n.csv"],
                "import folder n.cxdb i --labels l --names n.csv --size 8",
                ("i/a.png", png),
                ("l/a.png", labels),
                ("n.csv", "number,name\n0,none\n1,one\n2,two\n"u8.ToArray())),
            Format(
                "broden",
                ["index.csv", "label.csv", "images/a_o.png"],
                "import broden n.cxdb .",
                (
                    "index.csv",
                    Encoding.UTF8.GetBytes(
                        "image,split,ih,iw,sh,sw,color,object,part,material,scene,texture\n"
                        + "a.jpg,train,8,8,4,4,,a_o.png,,,1,\n")),
                (
                    "label.csv",
                    Encoding.UTF8.GetBytes(
                        "number,name,category,frequency,coverage,syns\n"
                        + "1,street-s,scene(1);object(1),1,1,\n2,dog,object(1),1,1,\n")),
                ("images/a_o.png", labels)),
            Format(
                "coco instances",
                ["i.json"],
                "import coco n.cxdb i.json --images i --size 8",
                ("i/a.jpg", png),
                ("i.json", Encoding.UTF8.GetBytes(Instances))),
            Format(
                "coco panoptic",
                ["p.json", "s/a.png"],
                "import coco n.cxdb p.json --segments s --images i --size 8",
                ("i/a.jpg", png),
                ("s/a.png", labels),
                ("p.json", Encoding.UTF8.GetBytes(Panoptic))),
            Format(
                "weights pth",
                ["w.pth"],
                "probe vision d.cxdb --model squeezenet1_1 --weights w.pth --layer features.3 --images i",
                ("d.cxdb", images),
                ("i/a.png", png),
                ("w.pth", Checkpoint())),
            Format(
                "weights safetensors",
                ["w.safetensors"],
                "probe vision d.cxdb --model squeezenet1_1 --weights w.safetensors --layer features.3 --images i",
                ("d.cxdb", images),
                ("i/a.png", png),
                ("w.safetensors", Safetensors.Of(("features.0.weight", [2, 2], [1, 2, 3, 4])))),
            Format(
                "photograph",
                ["i/a.png"],
                "probe vision d.cxdb --model squeezenet1_1 --weights random --layer features.3 --images i",
                ("d.cxdb", images),
                ("i/a.png", png)),
        ];
    }

    private const string Instances =
        """
        {"info": {"year": 2017}, "images": [{"id": 1, "file_name": "a.jpg", "height": 8, "width": 8}],
         "annotations": [
          {"id": 1, "image_id": 1, "category_id": 1, "iscrowd": 0, "bbox": [0, 0, 4, 4],
           "segmentation": [[0, 0, 4.5, 0, 4, 4, 0, 4], [5, 5, 7, 5, 7, 7]]},
          {"id": 2, "image_id": 1, "category_id": 2, "segmentation": {"size": [8, 8], "counts": [10, 5, 49]}},
          {"id": 3, "image_id": 1, "category_id": 2, "iscrowd": 1, "segmentation": {"size": [8, 8], "counts": "6320009"}}],
         "categories": [{"id": 1, "name": "cat", "supercategory": "animal"}, {"id": 2, "name": "sky"}]}
        """;

    private const string Panoptic =
        """
        {"images": [{"id": 1, "file_name": "a.jpg"}],
         "annotations": [{"image_id": 1, "file_name": "a.png", "segments_info": [
          {"id": 1, "category_id": 1, "iscrowd": 0}, {"id": 2, "category_id": 2}]}],
         "categories": [{"id": 1, "name": "cat", "isthing": 1}, {"id": 2, "name": "sky", "isthing": 0}]}
        """;

    private static byte[] Database(string folder, NaiveProbe probe)
    {
        string path = Path.Combine(folder, "seed.cxdb");
        File.Delete(path);
        probe.Write(path);
        return File.ReadAllBytes(path);
    }

    // One picture, named as the file beside it.
    private static byte[] Pictures(string folder)
    {
        string path = Path.Combine(folder, "pictures.cxdb");
        using (var writer = DatabaseWriter.Create(path, new("pictures", DatasetKind.Images, 8, 8, 1, folder)))
        {
            writer.AddInputs([new("a.png", null, "a.png", null, null)]);
            writer.AddConceptMask(writer.AddConcept(new("object", "dot", "object")), 0, SmallMask.Range(3, 9));
            writer.Commit();
        }

        return File.ReadAllBytes(path);
    }

    private static byte[] Floats(int count) =>
        MemoryMarshal.AsBytes<float>(Enumerable.Range(0, count).Select(i => (i % 7) - 2.5f).ToArray()).ToArray();

    private static byte[] Lines(string first, int count, Func<int, string> line) => Encoding.UTF8.GetBytes(
        first + "\n" + string.Concat(Enumerable.Range(0, count).Select(i => line(i) + "\n")));

    /// <summary>A zip archive.</summary>
    /// <param name="members">Its members.</param>
    public static byte[] Zip(params (string Name, byte[] Bytes)[] members)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in members)
            {
                using var member = archive.CreateEntry(name).Open();
                member.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    // SciPy's CSR: a value in each row.
    private static byte[] Sparse() => Zip(
        ("indices.npy", Npy.File("<i4", $"({Inputs},)", new byte[4 * Inputs])),
        (
            "indptr.npy",
            Npy.File(
                "<i4",
                $"({Inputs + 1},)",
                MemoryMarshal.AsBytes<int>(Enumerable.Range(0, Inputs + 1).ToArray()).ToArray())),
        ("format.npy", Npy.File("|S3", "()", "csr"u8.ToArray())),
        ("shape.npy", Npy.File("<i8", "(2,)", MemoryMarshal.AsBytes<long>(new long[] { Inputs, 4 }).ToArray())),
        ("data.npy", Npy.File("<f8", $"({Inputs},)", new byte[8 * Inputs])));

    private static byte[] Checkpoint()
    {
        var pickle = new Pickles().Raw((byte)'}').Op('(').Text("state_dict").Raw((byte)'}').Op('(');
        pickle.Text("module.features.0.weight").Tensor("0", 4, 0, [2, 2], [2, 1]).Op('u');
        return pickle.Text("epoch").Number(3).Op('u').Zip(("0", [1, 2, 3, 4]));
    }
}
