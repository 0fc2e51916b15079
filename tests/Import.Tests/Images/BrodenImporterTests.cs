using CompExplain.Fixtures;
using CompExplain.Import.Images;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Tests.Images;

public sealed class BrodenImporterTests : IDisposable
{
    private const string Header = "image,split,ih,iw,sh,sw,color,object,part,material,scene,texture\n";
    private const string Labels =
        "number,name,category,frequency,coverage,syns\n1,red-c,color(2),2,1,\n300,dog,object(3);part(1),3,1,hound\n"
        + "3,head,part(9);object(1),1,1,\n"
        + "4,street-s,scene(1),1,1,\n5,wood,material(1),1,1,\n6,unseen,object(1),1,1,\n7,knob,material(4);part(2),1,1,\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_SmallSet_HasItsConcepts()
    {
        _folder.Write("b/label.csv", Labels);
        _folder.Write("b/index.csv", Header
            + "a.jpg,train,8,8,2,2,a_c.png,a_o.png,a_p1.png;a_p2.png,a_m.png,4,\n"
            + "none.jpg,train,8,8,2,2,,,,a_m.png,,\n");
        _folder.Write("b/index_more.csv", Header + "b.jpg,val,8,8,2,2,,b_o.png,,,,\n");
        _folder.Write("b/images/a_c.png", Png.Labels(2, 2, 1, 1, 0, 0));
        _folder.Write("b/images/a_o.png", Png.Labels(2, 2, 300, 0, 300, 300));
        _folder.Write("b/images/a_p1.png", Png.Labels(2, 2, 3, 0, 0, 0));
        _folder.Write("b/images/a_p2.png", Png.Labels(2, 2, 3, 3, 7, 0));
        _folder.Write("b/images/b_o.png", Png.Labels(2, 2, 0, 300, 3, 0));

        var summary = Import(out var read);

        using (read)
        {
            Assert.Equal(new ImportSummary(2, 8, Concepts: 6), summary with { Notes = [] });
            Assert.Equal(new InputRecord("a.jpg", "train", "images/a.jpg", "street-s", null), read.Input(0));
            Assert.Equal(new InputRecord("b.jpg", "val", "images/b.jpg", null, null), read.Input(1));
            Assert.Equal(("b", 2, 2, Path.Combine(
                _folder.Path, "b")), (read.Dataset.Name, read.Dataset.Height, read.Dataset.Width, read.Dataset.SourceDirectory));
            Assert.Equal(
                ["color:red-c", "part:head", "scene:street-s", "object:unseen", "part:knob", "object:dog"],
                read.Concepts.Select(concept => $"{concept.Category}:{concept.Name}"));
            Assert.Equal([0, 1], Databases.Concept(read, "red-c"));
            Assert.Equal([0, 2, 3, 5], Databases.Concept(read, "dog"));
            Assert.Equal([0, 1, 6], Databases.Concept(read, "head"));
            Assert.Equal([0, 1, 2, 3], Databases.Concept(read, "street-s"));
            Assert.Equal([2], Databases.Concept(read, "knob"));
            Assert.Empty(Databases.Concept(read, "unseen"));
        }
    }

    [Fact]
    public void Import_Categories_TakesThoseAndNoOthers()
    {
        Small();

        var summary = Import(out var read, ["object"]);

        using (read)
        {
            Assert.Equal(new ImportSummary(1, 4, Concepts: 3), summary with { Notes = [] });
            Assert.All(read.Concepts, concept => Assert.Equal("object", concept.Category));
        }
    }

    [Fact]
    public void Import_LabelOfTwoCategories_TakesWhereItsCoverageIsLargest()
    {
        Small();
        _folder.Write("b/c_object.csv", "code,number,name,frequency,coverage,syns\n1,300,dog,3,0.5,\n");
        _folder.Write("b/c_part.csv", "code,number,name,frequency,coverage,syns\n1,300,dog,1,0.9,\n");

        Import(out var read);

        using (read)
        {
            Assert.Equal("part", read.Concepts.Single(concept => concept.Name == "dog").Category);
        }
    }

    [Fact]
    public void Import_SeveralShards_PutsEveryPositionInItsOwn()
    {
        // 2048 x 2048: four images to a shard.
        int[] pixels = new int[1 << 22];
        pixels[^1] = 300;
        _folder.Write("b/label.csv", Labels);
        _folder.Write(
            "b/index.csv", Header + string.Concat(Enumerable.Range(0, 5).Select(i => $"{i}.jpg,,1,1,2048,2048,,o.png,,,,\n")));
        _folder.Write("b/images/o.png", Png.Labels(2048, 2048, pixels));

        Import(out var read);

        using (read)
        {
            Assert.Equal(2, read.Shards.ShardCount);
            Assert.Equal(Enumerable.Range(1, 5).Select(i => ((long)i << 22) - 1), Databases.Concept(read, "dog"));
        }
    }

    [Fact]
    public void Import_WhatDoesNotFit_IsRefusedAndNothingIsWritten()
    {
        Small();
        Index(
            "a.jpg,train,8,8,2,2,,a_o.png,,,,\nb.jpg,train,8,8,2,3,,a_o.png,,,,\n",
            "the label maps of b.jpg are 2 x 3, and those of a.jpg are 2 x 2");
        Index("a.jpg,train,8,8,2,2,,absent.png,,,,\n", "there is no file");
        Index("a.jpg,train,8,8,2,2,,../../secret.png,,,,\n", "not a path below images/");
        Index("/a.jpg,train,8,8,2,2,,a_o.png,,,,\n", "not a path below images/");
        Index("a.jpg,train,8,8,2,2,,a_o.png,,,99,\n", "index.csv, line 2: label 99 has no name");
        Index("a.jpg,train,8,8,2,2,,,,,99999999999,\n", "over the 65,535");
        Index("a.jpg,train,8,8,3,3,,a_o.png,,,,\n", "a_o.png is 2 x 2, and the index says 3 x 3");
        Index("a.jpg,train,8,8,99999999,99999999,,a_o.png,,,,\n", "sides from 1 to 65,536");
        Index("a.jpg,train,8,8,x,2,,a_o.png,,,,\n", "sh is 'x'");
        Index("a.jpg,train,8,8,2,2,,a_o.png,,,,\na.jpg,train,8,8,2,2,,a_o.png,,,,\n", "is there twice");
        Index("a.jpg,train,8,8,2,2,,,,,,\n", "no image has a label");
        Index("a.jpg,train,8\n", "line 2: 3 cells");
        _folder.Write("b/images/bad.png", Png.Labels(2, 2, 0, 0, 0, 999));
        Index("a.jpg,train,8,8,2,2,,bad.png,,,,\n", "bad.png: label 999 has no name");
        _folder.Write("b/index.csv", "image,split\na,b\n");
        Assert.Contains("no column sh, sw", Refused(), StringComparison.Ordinal);
        Small();
        _folder.Write("b/label.csv", Labels + "8,dog,object(1),1,1,\n");
        Assert.Contains("second to be named 'dog'", Refused(), StringComparison.Ordinal);
        _folder.Write("b/label.csv", Labels + "3,x,object(1),1,1,\n");
        Assert.Contains("label 3 is there twice", Refused(), StringComparison.Ordinal);
        _folder.Write("b/label.csv", Labels + "8,,object(1),1,1,\n");
        Assert.Contains("label 8 has no name", Refused(), StringComparison.Ordinal);
        _folder.Write("b/label.csv", Labels + "8,x,object(many),1,1,\n");
        Assert.Contains("does not read name(count)", Refused(), StringComparison.Ordinal);
        File.Delete(_folder.File("b/label.csv"));
        Assert.Contains("there is no file", Refused(), StringComparison.Ordinal);
        File.Delete(_folder.File("b/index.csv"));
        Assert.Contains("no index.csv", Refused(), StringComparison.Ordinal);
        Assert.Contains("no folder", Assert.Throws<ImportException>(() => BrodenImporter.Import(
            new(_folder.File("zzz") + "/none"), _folder.File("o.probe"))).Message, StringComparison.Ordinal);
        Small();
        Assert.Contains("a column colour", Refused(["colour"]), StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("o.probe")));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.importing*"));

        void Index(string rows, string expected)
        {
            _folder.Write("b/index.csv", Header + rows);
            Assert.Contains(expected, Refused(), StringComparison.Ordinal);
        }

        string Refused(IReadOnlyList<string>? categories = null) => Assert.Throws<ImportException>(
            () => Import(out _, categories)).Message;
    }

    [Fact]
    public void Import_Cancelled_LeavesNothing()
    {
        Small();
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => BrodenImporter.Import(new(_folder.File("b")), _folder.File("o.probe"), null, source.Token));

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private void Small()
    {
        _folder.Write("b/label.csv", Labels);
        _folder.Write("b/index.csv", Header + "a.jpg,train,8,8,2,2,,a_o.png,,,,\nb.jpg,train,8,8,2,2,a_o.png,,,,,\n");
        _folder.Write("b/images/a_o.png", Png.Labels(2, 2, 300, 0, 300, 300));
    }

    private ImportSummary Import(out ProbeDatabase read, IReadOnlyList<string>? categories = null)
    {
        string path = _folder.File("o.probe");
        var summary = BrodenImporter.Import(
            new(Path.Combine(_folder.Path, "b")) { Categories = categories }, path, null, TestContext.Current.CancellationToken);
        read = ProbeDatabase.Open(path);
        return summary;
    }
}
