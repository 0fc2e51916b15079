using CompExplain.Fixtures;

namespace CompExplain.Cli.Tests.Process;

/// <summary>
/// Which libraries the command loads: nothing of networks for queries and imports, and no decoder of pictures without pictures.
/// </summary>
public sealed class LoadedLibrariesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("query", "DB", "TOP 3 concepts BY IOU(unit 0, ?)")]
    [InlineData("query", "DB", "EXPLAIN unit 0 LENGTH 2")]
    [InlineData("explain", "DB")]
    [InlineData("show", "DB")]
    [InlineData("verify", "DB")]
    [InlineData("import", "units", "DB", "--layer", "more", "FLOATS", "--above", "0")]
    [InlineData("import", "concepts", "DB", "BITS", "--category", "mine")]
    [InlineData("import", "nli", "NEW", "--tok", "TOK")]
    [InlineData("import", "text", "NEW", "TABLE", "--text", "review")]
    public void Run_WhatNeedsNoPicture_LoadsNeitherNetworksNorPictures(params string[] args)
    {
        string[] loaded = Loaded(args);

        Assert.Contains("CompExplain.Storage", loaded);
        Assert.DoesNotContain(loaded, IsOfNetworks);
        Assert.DoesNotContain(loaded, IsOfPictures);
    }

    [Theory]
    [InlineData("query", "DB", "TOP 3 concepts BY IOU(unit 0, ?)")]
    [InlineData("query", "DB", "EXPLAIN unit 0 LENGTH 2")]
    [InlineData("explain", "DB")]
    [InlineData("show", "DB")]
    [InlineData("verify", "DB")]
    public void Run_WhatReadsADatabase_LoadsNoImport(params string[] args)
    {
        string[] loaded = Loaded(args);

        Assert.DoesNotContain("CompExplain.Import", loaded);
        Assert.DoesNotContain("CompExplain.Networks", loaded);
        Assert.DoesNotContain("MathNet.Numerics", loaded);
    }

    [Fact]
    public void Run_ImportFolder_LoadsNeitherNetworksNorPictures()
    {
        _folder.Write("pictures/a.png", Png.Labels(2, 2, 0, 1, 1, 0));
        _folder.Write("labels/a.png", Png.Labels(2, 2, 0, 1, 1, 0));
        string names = _folder.Write("names.csv", "number,name\n1,sky\n");

        string[] loaded = Loaded(
            "import", "folder", "NEW", _folder.File("pictures"), "--labels", _folder.File("labels"), "--names", names);

        Assert.DoesNotContain(loaded, IsOfPictures);
        Assert.DoesNotContain(loaded, IsOfNetworks);
    }

    [Fact]
    public void Run_ImportCoco_LoadsNeitherNetworksNorPictures()
    {
        _folder.Write("pictures/a.png", Png.Labels(2, 2, 0, 1, 1, 0));
        _folder.Write("segments/a.png", Png.Labels(2, 2, 0, 1, 1, 0));
        string annotations = _folder.Write(
            "panoptic.json",
            """
            {
              "images": [{ "id": 1, "file_name": "a.png", "width": 2, "height": 2 }],
              "annotations": [{ "image_id": 1, "file_name": "a.png", "segments_info": [{ "id": 1, "category_id": 7 }] }],
              "categories": [{ "id": 7, "name": "sky", "isthing": 0 }]
            }
            """);

        string[] loaded = Loaded(
            "import", "coco", "NEW", annotations,
            "--segments", _folder.File("segments"), "--images", _folder.File("pictures"));

        Assert.DoesNotContain(loaded, IsOfPictures);
        Assert.DoesNotContain(loaded, IsOfNetworks);
    }

    [Fact]
    public void Run_ImportBroden_LoadsNeitherNetworksNorPictures()
    {
        _folder.Write("broden/label.csv", "number,name,category,frequency,coverage,syns\n1,sky,object(1),1,1,\n");
        _folder.Write(
            "broden/index.csv",
            "image,split,ih,iw,sh,sw,color,object,part,material,scene,texture\na.jpg,val,4,4,2,2,,a.png,,,,\n");
        _folder.Write("broden/images/a.png", Png.Labels(2, 2, 0, 1, 1, 0));

        string[] loaded = Loaded("import", "broden", "NEW", _folder.File("broden"));

        Assert.DoesNotContain(loaded, IsOfPictures);
        Assert.DoesNotContain(loaded, IsOfNetworks);
    }

    [Fact]
    public void Run_ProbeNli_LoadsTorchSharp()
    {
        // What the other tests look for is seen where it is.
        string[] loaded = Loaded(code: 2, "probe", "nli", "DB", "--weights", _folder.File("none.safetensors"));

        Assert.Contains(loaded, IsOfNetworks);
    }

    private static bool IsOfNetworks(string library) =>
        library.Contains("torch", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfPictures(string library) => library.Contains("SkiaSharp", StringComparison.OrdinalIgnoreCase);

    private string[] Loaded(params string[] args) => Loaded(code: 0, args);

    private string[] Loaded(int code, params string[] args)
    {
        string path = _folder.File("loaded.txt");
        string[] named = Array.ConvertAll(args, arg => arg switch
        {
            "DB" => SmallProbe.Write(_folder),
            "NEW" => _folder.File("new.cxdb"),
            "FLOATS" => _folder.Write("floats.npy", Npy.Floats("(4, 1)", 1, -1, 2, 0)),
            "BITS" => _folder.Write("bits.csv", "one\n1\n0\n1\n0\n"),
            "TOK" => _folder.Write("tok", "a man sleeps\na man rests\n"),
            "TABLE" => _folder.Write("table.csv", "review,cold\nsoup,1\n"),
            _ => arg,
        });
        var outcome = CommandProcess.RunWith(
            [("DOTNET_STARTUP_HOOKS", typeof(StartupHook).Assembly.Location), (StartupHook.Variable, path)], named);
        Assert.True(outcome.Code == code, outcome.Error);
        return File.ReadAllLines(path);
    }
}
