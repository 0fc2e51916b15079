using CompExplain.Fixtures;
using CompExplain.Import.Images;
using CompExplain.Storage;

namespace CompExplain.Import.Tests.Images;

public sealed class FolderImporterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public FolderImporterTests()
    {
        _folder.Write("photos/b.jpg", [1]);
        _folder.Write("photos/a/x.png", [1]);
        _folder.Write("things/b.png", Png.Labels(2, 2, 1, 2, 2, 0));
        _folder.Write("things/a/x.png", Png.Labels(4, 4, 1, 1, 300, 300, 1, 1, 300, 300, 0, 0, 2, 2, 0, 0, 2, 2));
        _folder.Write("things.csv", "number,name,category\n1,dog,animal\n2,hut,\n300,sea,stuff\n");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_MapsOfOtherSizes_TakesTheNearestPixels()
    {
        Assert.Equal(new ImportSummary(2, 8, Concepts: 3), Import(new MapSize(2, 2)) with { Notes = [] });
        using var read = Open();
        Assert.Equal(["a/x.png", "b.jpg"], Enumerable.Range(0, 2).Select(i => read.Input(i).Source));
        Assert.Equal(_folder.File("photos"), read.Dataset.SourceDirectory);
        Assert.Equal(
            ["animal:dog", "things:hut", "stuff:sea"], read.Concepts.Select(concept => $"{concept.Category}:{concept.Name}"));
        Assert.Equal([0, 4], Databases.Concept(read, "dog"));
        Assert.Equal([3, 5, 6], Databases.Concept(read, "hut"));
        Assert.Equal([1], Databases.Concept(read, "sea"));
    }

    [Fact]
    public void Import_LargerThanTheMaps_RepeatsPixels()
    {
        Import(new MapSize(4, 2));
        using var read = Open();
        Assert.Equal([0, 2, 8, 10], Databases.Concept(read, "dog"));
    }

    [Fact]
    public void Import_GreyAndPalette_TakeValueAndIndex()
    {
        _folder.Write("things/a/x.png", Png.File(2, 2, 8, 0, [1, 2, 0, 1]));
        _folder.Write("things/b.png", Png.File(2, 2, 8, 3, [0, 1, 2, 2], ("PLTE", [9, 9, 9, 200, 0, 0, 0, 0, 0])));
        Import(new MapSize(2, 2));
        using var read = Open();
        Assert.Equal([0, 3, 5], Databases.Concept(read, "dog"));
        Assert.Equal([1, 6, 7], Databases.Concept(read, "hut"));
    }

    [Fact]
    public void Import_PaletteWithAColourTwice_TakesTheIndex()
    {
        _folder.Write("things/b.png", Png.File(2, 2, 8, 3, [0, 1, 2, 2], ("PLTE", [9, 9, 9, 9, 9, 9, 0, 0, 0])));
        Import(new MapSize(2, 2));
        using var read = Open();
        Assert.Contains(5L, Databases.Concept(read, "dog").Select(position => (long)position));
    }

    [Fact]
    public void Import_VoidNumber_IsNamedAndUnlabelledOnRequest()
    {
        _folder.Write("things/b.png", Png.File(2, 2, 8, 0, [255, 1, 255, 2]));
        var failure = Refused("the number 255");
        Assert.Equal("void", failure.Option);

        var options = new FolderImportOptions(
            _folder.File("photos"), [new LabelFolder(_folder.File("things"), _folder.File("things.csv"))])
        {
            Size = new MapSize(2, 2),
            Void = 255,
        };
        var summary = FolderImporter.Import(options, _folder.File("d.probe"));
        Assert.EndsWith(
            $"positions of the void number 255, unlabelled: 2 (such as {_folder.File("things/b.png")})",
            Assert.Single(summary.Notes).ToString(),
            StringComparison.Ordinal);
        using var read = Open();
        Assert.Equal(summary.Notes, read.Notes);
    }

    [Fact]
    public void Import_MapsOfColours_TakesTheNamedColours()
    {
        _folder.Write("things.csv", "color,name\n#800000,a\n\"0,128,10\",b\n#090909,c\n");
        _folder.Write("things/a/x.png", Png.File(2, 2, 8, 2, [0x80, 0, 0, 0, 128, 10, 0, 0, 0, 0x80, 0, 0]));
        _folder.Write("things/b.png", Png.File(2, 2, 8, 3, [0, 1, 1, 1], ("PLTE", [9, 9, 9, 0, 0, 0])));
        Import(new MapSize(2, 2));
        using (var read = Open())
        {
            Assert.Equal([0, 3], Databases.Concept(read, "a"));
            Assert.Equal([1], Databases.Concept(read, "b"));
            Assert.Equal([4], Databases.Concept(read, "c"));
        }

        File.Delete(_folder.File("d.probe"));
        _folder.Write("things/b.png", Png.File(2, 2, 8, 2, [1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
        Refused("the colour #010203");
        _folder.Write("things.csv", "color,name\nred,a\n");
        Refused("color is 'red'");
    }

    [Fact]
    public void Import_TwoFolders_HaveTheirOwnNumbers()
    {
        _folder.Write("colours/b.png", Png.Labels(1, 1, 1));
        _folder.Write("colours/a/x.png", Png.Labels(1, 1, 0));
        _folder.Write("colours.csv", "number,name\n1,red\n0,grey\n");
        Import(new MapSize(2, 2), new LabelFolder(_folder.File("colours"), _folder.File("colours.csv")));
        using var read = Open();
        Assert.Equal([4, 5, 6, 7], Databases.Concept(read, "red", "colours"));
        Assert.Equal([0, 1, 2, 3], Databases.Concept(read, "grey", "colours"));
        Assert.Equal([0, 4], Databases.Concept(read, "dog"));
    }

    [Theory]
    [InlineData("things/b.png", null, "there is no file", "things/b.png")]
    [InlineData("things/b.png", "no picture", "is not a PNG file", "things/b.png")]
    [InlineData("things.csv", "number,name\n1,dog\n2,hut\n", "number 300", "add a row for it")]
    [InlineData("things.csv", "number,name\n1,dog\n1,hut\n", "line 3", "twice")]
    [InlineData("things.csv", "number,name\n1,dog\n2,dog\n", "line 3", "twice")]
    [InlineData("things.csv", "number,name\n1,\n", "line 2", "no name")]
    [InlineData("things.csv", "number,name\n", "names nothing", "number,name")]
    [InlineData("things.csv", "id,name\n1,a\n", "no column number", "first line")]
    [InlineData("things.csv", null, "there is no file", "things.csv")]
    [InlineData("photos/b.png", "x", "would share a label map", "b.jpg")]
    public void Import_BadInput_SaysWhatAndLeavesNoDatabase(string file, string? content, string what, string more)
    {
        if (content is null)
        {
            File.Delete(_folder.File(file));
        }
        else
        {
            _folder.Write(file, content);
        }

        var failure = Refused(what);
        Assert.Contains(more, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_TruncatedMap_IsRefused()
    {
        byte[] whole = File.ReadAllBytes(_folder.File("things/b.png"));
        for (int length = 8; length < whole.Length; length += 5)
        {
            _folder.Write("things/b.png", whole[..length]);
            Refused("things/b.png");
        }
    }

    [Fact]
    public void Import_NoImages_IsRefused()
    {
        Directory.Delete(_folder.File("photos"), recursive: true);
        Refused("there is no folder");
        Directory.CreateDirectory(_folder.File("photos"));
        Refused("has no images");
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(100_000, 100_000)]
    public void Import_SizeThatCannotBe_IsRefused(int height, int width) =>
        Assert.Contains("sides from 1 to 65,536", Assert.Throws<ImportException>(
            () => Import(new MapSize(height, width))).Message, StringComparison.Ordinal);

    private ImportException Refused(string what)
    {
        var failure = Assert.Throws<ImportException>(() => Import(new MapSize(2, 2)));
        Assert.Contains(what, failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("d.probe")));
        return failure;
    }

    private ImportSummary Import(MapSize size, params LabelFolder[] more)
    {
        LabelFolder[] labels = [new LabelFolder(_folder.File("things"), _folder.File("things.csv")), .. more];
        var options = new FolderImportOptions(_folder.File("photos"), labels) { Size = size };
        return FolderImporter.Import(options, _folder.File("d.probe"));
    }

    private ProbeDatabase Open() => ProbeDatabase.Open(_folder.File("d.probe"));
}
