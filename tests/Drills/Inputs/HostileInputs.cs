using System.IO.Compression;
using System.Text;
using CompExplain.Fixtures;

namespace CompExplain.Drills.Inputs;

/// <summary>Inputs made to cost time or memory, or to trip a reader.</summary>
internal static class HostileInputs
{
    /// <summary>Makes them: the format, what it is, and the files.</summary>
    public static IReadOnlyList<(InputFormat Format, string What, Func<IReadOnlyDictionary<string, byte[]>> Files)> All(
        IReadOnlyList<InputFormat> formats)
    {
        var all = new List<(InputFormat, string, Func<IReadOnlyDictionary<string, byte[]>>)>();
        void Add(string format, string file, string what, Func<byte[]> bytes)
        {
            var sound = formats.First(each => each.Name == format);
            all.Add((sound, what, () => new Dictionary<string, byte[]>(sound.Files) { [file] = bytes() }));
        }

        foreach (string shape in (string[])
            [
                "(1000000000000,)", "(9223372036854775807, 2)", "(-1, 3)", "(12, 4294967296)", "(12, 3, 100000, 100000)", "()",
                "(0, 0)", "(12,)", "((12, 3))", "(12, 0)", "(12, 3000000)", new string('(', 20_000),
                "(" + new string('9', 60_000) + ",)",
            ])
        {
            Add("units npy", "a.npy", "shape " + Short(shape), () => Npy.File("<f4", shape, new byte[144]));
        }

        foreach (string kind in (string[])["|O", "<U4000000", "<f2", ">f8", "<c16", "<M8[s]", "|V8", "<f4'; import os", "<i8"])
        {
            Add("units npy", "a.npy", "type " + kind, () => Npy.File(kind, "(12, 3)", new byte[288]));
        }

        Add("units npy", "a.npy", "a header of 4 GB", () => [0x93, .. "NUMPY"u8, 2, 0, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3]);
        Add("units npz", "a.npz", "a member of 600 MB of zeros", () => Bomb("arr_0.npy", 600));
        Add("units npz", "a.npz", "a member of a header of 600 MB", () =>
            Bomb("arr_0.npy", 600, start: Npy.Header(new string(' ', 9))));
        Add("units npz", "a.npz", "100,000 members", () => Members(100_000));
        Add("units npz", "a.npz", "a member that is a zip", () =>
            SoundInputs.Zip(("arr_0.npy", SoundInputs.Zip(("arr_0.npy", [1, 2, 3])))));
        Add("units sparse", "a.npz", "3,000,000 columns", () => SparseOf(12, 3_000_000));
        Add("units sparse", "a.npz", "2^62 columns", () => SparseOf(12, 1L << 62));
        Add("units sparse", "a.npz", "-1 rows", () => SparseOf(-1, 4));
        Add("units csv", "a.csv", "a line of 200 MB", () => Filled(200 << 20, (byte)'1'));
        Add("units csv", "a.csv", "a cell of 20 MB", () => [.. "u\n"u8, .. Filled(20 << 20, (byte)'7')]);
        Add("units csv", "a.csv", "2,000,000 columns", () =>
            Encoding.UTF8.GetBytes(new StringBuilder().Insert(0, "1,", 2_000_000).ToString()));
        Add("units csv", "a.csv", "an open quote and 50 MB", () => [.. "u\n\""u8, .. Filled(50 << 20, (byte)'\n')]);
        Add("units csv", "a.csv", "zeros", () => new byte[100 << 20]);
        Add("text csv", "t.csv", "zeros", () => new byte[100 << 20]);
        Add("text csv", "t.csv", "100,000 quotes", () => [.. "review,stars,topics,good\n"u8, .. Filled(100_000, (byte)'"')]);
        Add("nli", "a.tok", "zeros", () => new byte[100 << 20]);
        Add("nli", "a.tok", "a line of 100 MB", () => Filled(100 << 20, (byte)'a'));
        Add("nli", "a.labels", "ten million lines", () => Filled(10_000_000, (byte)'\n'));
        Add("nli", "v.npy", "vectors of 2^40", () => Npy.File("<f4", "(3, 1099511627776)", new byte[48]));
        Add("folder", "l/a.png", "65,000 x 65,000 pixels", () => PngOfSize(65_000, 65_000, 100));
        Add("folder", "l/a.png", "2^31 - 1 pixels a side", () => PngOfSize(int.MaxValue, int.MaxValue, 100));
        Add("folder", "l/a.png", "16,000 x 16,000 pixels, of zeros", () => PngOfSize(16_000, 16_000, 260_000));
        Add("folder", "l/a.png", "8 x 8 pixels and 300 MB of zeros", () => Png.Whole(8, 8, 8, 0, false, new byte[300 << 20], []));
        Add("folder", "n.csv", "numbers beyond", () => "number,name\n-5,a\n99999999999,b\n"u8.ToArray());
        Add("folder", "n.csv", "500,000 names", () => Rows("number,name", 500_000, i => $"{i},n{i}"));
        Add("broden", "index.csv", "a cell of 100,000 maps", () => Encoding.UTF8.GetBytes(
            "image,split,ih,iw,sh,sw,color,object,part,material,scene,texture\na.jpg,train,8,8,4,4,,"
            + string.Join(';', Enumerable.Repeat("a_o.png", 100_000)) + ",,,1,\n"));
        Add("broden", "index.csv", "maps of 2^31", () => Encoding.UTF8.GetBytes(
            "image,split,ih,iw,sh,sw,color,object,part,material,scene,texture\n"
            + "a.jpg,train,8,8,2147483647,2147483647,,a_o.png,,,1,\n"));
        Add("coco instances", "i.json", "100,000 nested arrays", () =>
            Encoding.UTF8.GetBytes("{\"images\": " + new string('[', 100_000)));
        Add("coco instances", "i.json", "a text of 50 MB", () => [.. "{\"info\": \""u8, .. Filled(50 << 20, (byte)'a')]);
        Add("coco instances", "i.json", "an annotation of 40 MB", () =>
            [.. "{\"annotations\": [{\"segmentation\": [["u8, .. Filled(40 << 20, (byte)'1'), .. "]]}]}"u8]);
        Add("coco instances", "i.json", "zeros", () => new byte[100 << 20]);
        Add("coco instances", "i.json", "an image of 2^31 pixels a side", () =>
            Changed(formats, "\"height\": 8", "\"height\": 2147483647"));
        Add("coco instances", "i.json", "a polygon around the world", () => Changed(formats, "4.5, 0", "1e6, -1e6"));
        Add("coco instances", "i.json", "a zigzag of 200,000 corners", () => Changed(
            formats,
            "0, 0, 4.5, 0",
            string.Concat(Enumerable.Repeat("0,0,1000,0,", 100_000)) + "0,0"));
        Add("coco instances", "i.json", "run lengths of 2^32", () =>
            Changed(formats, "[10, 5, 49]", "[4294967295, 4294967295, 4294967295]"));
        Add("coco panoptic", "p.json", "a million empty segments", () => Encoding.UTF8.GetBytes(
            "{\"images\": [{\"id\": 1, \"file_name\": \"a.jpg\"}], \"annotations\": [{\"image_id\": 1, \"file_name\": \"a.png\", "
            + "\"segments_info\": [" + string.Join(',', Enumerable.Repeat("{}", 1_000_000)) + "]}]}"));
        Add("photograph", "i/a.png", "65,000 x 65,000 pixels", () => PngOfSize(65_000, 65_000, 100));
        Add("photograph", "i/a.png", "16,000 x 16,000 pixels", () => PngOfSize(16_000, 16_000, 260_000));
        foreach (var (what, pickle) in HostilePickles())
        {
            Add("weights pth", "w.pth", what, () => pickle.Zip());
            Add("weights pth", "w.pth", what + ", legacy", () =>
                [.. Pickles.LegacyMagic, .. pickle.ToArray()]);
        }

        Add("weights pth", "w.pth", "a pickle of 600 MB of zeros", () => Bomb("archive/data.pkl", 600));
        Add("weights pth", "w.pth", "an HDF5 file", () => [0x89, .. "HDF\r\n"u8, 0x1A, (byte)'\n', .. new byte[2000]]);
        Add("weights pth", "w.pth", "a web page", () => "<!DOCTYPE html><html>not found</html>"u8.ToArray());
        Add("weights pth", "w.pth", "nothing", () => []);
        Add("weights safetensors", "w.safetensors", "a header of 2^62", () => [0, 0, 0, 0, 0, 0, 0, 0x40, .. "{}"u8]);
        foreach (string header in (string[])
            [
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,16]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,9223372036854775807]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2,-2],\"data_offsets\":[16,0]}}",
                "{\"a\":{\"dtype\":\"X\",\"shape\":null,\"data_offsets\":\"x\"}}", "[]", "null", new string('{', 50_000),
            ])
        {
            Add("weights safetensors", "w.safetensors", "header " + Short(header), () => Safetensors.Of(header, new byte[16]));
        }

        return all;
    }

    private static IEnumerable<(string What, Pickles Pickle)> HostilePickles()
    {
        // Each tuple has the last one twice: 2^40 pairs to whoever walks them all.
        var pairs = new Pickles().Op(')').Raw((byte)'q', 0);
        for (int i = 0; i < 40; i++)
        {
            pairs.Raw((byte)'h', 0, (byte)'h', 0, 0x86, (byte)'q', 0, (byte)'0');
        }

        yield return ("2^40 pairs", pairs.Raw((byte)'h', 0));

        var dictionaries = new Pickles().Raw((byte)'}', (byte)'q', 0, (byte)'0');
        for (int i = 0; i < 60; i++)
        {
            dictionaries.Op('}').Op('(').Text("a").Raw((byte)'h', 0).Text("b").Raw((byte)'h', 0)
                .Op('u').Raw((byte)'q', 0).Op('0');
        }

        yield return ("2^60 entries", dictionaries.Raw((byte)'h', 0));

        var lists = new Pickles();
        lists.Raw([.. Enumerable.Repeat((byte)']', 5_000_000)]);
        yield return ("5,000,000 empty lists", lists);
        yield return ("a list in itself", new Pickles().Raw((byte)']', (byte)'q', 0, (byte)'h', 0, (byte)'a'));
        yield return ("os.system", new Pickles().Global("os", "system").Op('(').Text("touch /tmp/owned").Op('t').Op('R'));
        yield return ("eval", new Pickles().Global("builtins", "eval").Op('(').Text("1/0").Op('t').Op('R').Op('b'));
        yield return ("a text of 2^31", new Pickles().Raw((byte)'X', 0xFF, 0xFF, 0xFF, 0x7F));
        yield return ("bytes of 2^62", new Pickles().Raw(0x8E, 0, 0, 0, 0, 0, 0, 0, 0x40));
        yield return ("a number of 2^31 bytes", new Pickles().Raw(0x8B, 0xFF, 0xFF, 0xFF, 0x7F));
        yield return ("a tensor of 2^62", new Pickles().Raw((byte)'}').Op('(').Text("a")
            .Tensor("0", int.MaxValue, 0, [int.MaxValue, int.MaxValue], [int.MaxValue, 1]).Op('u'));
        yield return ("strides beyond", new Pickles()
            .Raw((byte)'}').Op('(').Text("a").Tensor("0", 4, 3, [2, 2], [100, -1]).Op('u'));
        yield return ("100,000 nested tuples", new Pickles().Op(')').Raw([.. Enumerable.Repeat((byte)0x85, 100_000)]));
        yield return ("an empty stack", new Pickles().Raw((byte)'R', (byte)'b', (byte)'u', (byte)'t'));
    }

    private static string Short(string text) => text.Length <= 60 ? text : text[..60] + "...";

    private static byte[] Filled(int length, byte value)
    {
        byte[] bytes = new byte[length];
        bytes.AsSpan().Fill(value);
        return bytes;
    }

    private static byte[] Rows(string header, int count, Func<int, string> row) =>
        Encoding.UTF8.GetBytes(header + "\n" + string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n")));

    private static byte[] Changed(IReadOnlyList<InputFormat> formats, string old, string with) => Encoding.UTF8.GetBytes(
        Encoding.UTF8.GetString(formats.First(each => each.Name == "coco instances").Files["i.json"])
            .Replace(old, with, StringComparison.Ordinal));

    private static byte[] Bomb(string name, int megabytes, byte[]? start = null)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var member = archive.CreateEntry(name, CompressionLevel.Fastest).Open();
            member.Write(start ?? []);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < megabytes; i++)
            {
                member.Write(zeros);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Members(int count) =>
        SoundInputs.Zip([.. Enumerable.Range(0, count).Select(i => ($"{i}.npy", Array.Empty<byte>()))]);

    private static byte[] SparseOf(long rows, long columns) => SoundInputs.Zip(
        ("indices.npy", Npy.File("<i4", "(1,)", new byte[4])),
        ("indptr.npy", Npy.File("<i4", "(13,)", new byte[52])),
        ("format.npy", Npy.File("|S3", "()", "csr"u8.ToArray())),
        ("shape.npy", Npy.File("<i8", "(2,)", [.. BitConverter.GetBytes(rows), .. BitConverter.GetBytes(columns)])),
        ("data.npy", Npy.File("<f8", "(1,)", new byte[8])));

    // A header that says a size, and data that may be of another.
    private static byte[] PngOfSize(int height, int width, int zeros) =>
        Png.Whole(height, width, 8, 0, false, new byte[zeros], []);
}
