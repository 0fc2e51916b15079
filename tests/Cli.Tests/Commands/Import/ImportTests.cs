using CompExplain.Cli.Entry;
using CompExplain.Fixtures;

namespace CompExplain.Cli.Tests.Commands.Import;

public sealed class ImportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ImportNli_SmallFiles_CanBeAsked()
    {
        string path = _folder.File("nli.cxdb");
        string tok = File("tok", "a man sleeps\na man rests\na dog runs\nnobody runs\n");
        var outcome = Outcome.Of(
            "import", "nli", path, "--tok", tok, "--labels", File("labels", "entailment\ncontradiction\n"));
        Assert.Equal(0, outcome.Code);
        Assert.Empty(outcome.Error);
        Assert.Matches(@"^\S+nli\.cxdb: \d+ concepts over 2 inputs \(2 positions\), \d+\.\d MiB, \d+\.\d s\n$", outcome.Output);
        Assert.Equal(
            "formula,count,size\nhyp:nobody,1,1\n", Outcome.Of("query", path, "COUNT(hyp:nobody)", "--format", "csv").Output);
        Assert.Equal(
            "target,formula,iou,hits,size,targetSize\nLABEL(contradiction),pre:dog,1,1,1,1\n",
            Outcome.Of("query", path, "IOU(LABEL(contradiction), pre:dog)", "--format", "csv").Output);
    }

    [Fact]
    public void ImportNli_DatabaseThatIsThere_IsReplacedOnlyWhenAsked()
    {
        string path = SmallProbe.Write(_folder);
        string tok = File("tok", "a man\na dog\n");
        var outcome = Outcome.Of("import", "nli", path, "--tok", tok);
        Assert.Equal($"error: {path} exists already; add --replace to take its place, or choose another name\n", outcome.Error);
        Assert.Equal(2, outcome.Code);
        Assert.Equal(0, Outcome.Of("import", "nli", path, "--tok", tok, "--replace").Code);
    }

    [Fact]
    public void ImportText_Table_CanBeAsked()
    {
        string path = _folder.File("text.cxdb");
        string table = File("t.csv", "review,stars,topics\nCold soup,2,food;cold\nA view,5,\n");
        var outcome = Outcome.Of(
            "import", "text", path, table, "--text", "review", "--label", "stars", "--list", "topics");
        Assert.Equal((0, string.Empty), (outcome.Code, outcome.Error));
        Assert.Contains(": 2 concepts over 2 inputs (2 positions), ", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(
            "formula,count,size\nfood AND LABEL(2),1,1\n",
            Outcome.Of("query", path, "COUNT(food AND LABEL(2))", "--format", "csv").Output);
    }

    [Theory]
    [InlineData("--size 5y", "error: --size takes a side such as 112, or height and width such as 120x160, not '5y'\n")]
    [InlineData("--names more.csv", "error: every --labels needs its --names: there are 1 and 2\n")]
    public void ImportFolder_BadArguments_AreRefused(string more, string error)
    {
        string[] args =
        [
            "import", "folder", _folder.File("f.cxdb"), "photos", "--labels", "maps", "--names", "names.csv", .. more.Split(' '),
        ];
        Assert.Equal((2, error), (Outcome.Of(args).Code, Outcome.Of(args).Error));
    }

    [Fact]
    public void ImportCoco_NoSuchFolder_SaysWhich()
    {
        var outcome = Outcome.Of(
            "import", "coco", _folder.File("c.cxdb"), "p.json", "--segments", _folder.File("none"), "--images", _folder.Path);
        Assert.Equal(2, outcome.Code);
        Assert.Equal($"error: there is no folder {_folder.File("none")}; check the path\n", outcome.Error);
    }

    [Fact]
    public void ImportUnits_Csv_CanBeExplained()
    {
        string path = SmallProbe.Write(_folder, units: false);
        var outcome = Outcome.Of(
            "import", "units", path, File("acts.csv", "0.5,-1\n2,0\n0,0\n0,1\n"), "--layer", "fc", "--above", "0");
        Assert.Equal((0, string.Empty), (outcome.Code, outcome.Error));
        Assert.Contains(": 2 units over 4 inputs (16 positions), ", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(
            "layer,unit,length,formula,iou,bestConcept,bestConceptIou,hits,size,unitSize\n"
                + "fc,0,1,water,1,water,1,8,8,8\nfc,1,1,street-s,1,street-s,1,4,4,4\n",
            Outcome.Of("explain", path, "--format", "csv").Output);
    }

    [Fact]
    public void ImportUnits_WrongShape_LeavesTheDatabaseAsItWas()
    {
        string path = SmallProbe.Write(_folder);
        string before = Outcome.Of("query", path, "SHOW units", "--format", "csv").Output;
        string file = File("acts.csv", "1,2\n3,4\n");
        var outcome = Outcome.Of("import", "units", path, file, "--layer", "fc", "--above", "0");
        Assert.Equal(2, outcome.Code);
        Assert.StartsWith($"error: {file}", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(before, Outcome.Of("query", path, "SHOW units", "--format", "csv").Output);
    }

    [Fact]
    public void ImportConcepts_Csv_AddsThem()
    {
        string path = SmallProbe.Write(_folder);
        string names = File("names.txt", "cat\ndog\n");
        string masks = File("masks.csv", "1,0\n0,0\n0,1\n1,1\n");
        Assert.Equal(0, Outcome.Of("import", "concepts", path, masks, "--category", "animal", "--names", names).Code);
        Assert.Equal(
            "formula,count,size\nanimal:cat AND dog,4,4\n",
            Outcome.Of("query", path, "COUNT(animal:cat AND dog)", "--format", "csv").Output);
    }

    [Fact]
    public void ImportBroden_NoFolder_IsAnErrorAndMakesNoFile()
    {
        string path = _folder.File("broden.cxdb");
        var outcome = Outcome.Of("import", "broden", path, _folder.File("nowhere"));
        Assert.Equal(2, outcome.Code);
        Assert.StartsWith("error: ", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void ImportBroden_Append_AddsImagesOnceTheLayersMayGo()
    {
        string path = SmallProbe.Write(_folder);
        string more = _folder.File("more");
        Directory.CreateDirectory(more);
        File(
            "more/label.csv",
            "number,name,category,frequency,coverage,syns\n1,street-s,scene(1),1,1,\n2,attic-s,scene(1),1,1,\n");
        File(
            "more/index.csv",
            "image,split,ih,iw,sh,sw,color,object,part,material,scene,texture\n"
                + "e.jpg,val,4,4,2,2,,,,,1,\nf.jpg,val,4,4,2,2,,,,,2,\n");

        var refused = Outcome.Of("import", "broden", path, more, "--append");
        Assert.Equal(2, refused.Code);
        Assert.Contains(
            "has the layers layer4, which do not know the new inputs; add --drop-layers",
            refused.Error,
            StringComparison.Ordinal);
        Assert.Equal(
            "formula,count,size\nstreet-s,4,4\n", Outcome.Of("query", path, "COUNT(street-s)", "--format", "csv").Output);

        var outcome = Outcome.Of("import", "broden", path, more, "--append", "--drop-layers");
        Assert.Equal((0, string.Empty), (outcome.Code, outcome.Error));
        Assert.Equal(
            "formula,count,size\nstreet-s,8,8\n", Outcome.Of("query", path, "COUNT(street-s)", "--format", "csv").Output);
        Assert.Equal(
            "formula,count,size\nattic-s OR water,12,12\n",
            Outcome.Of("query", path, "COUNT(attic-s OR water)", "--format", "csv").Output);
        Assert.Equal(0, Outcome.Of("verify", path).Code);
        Assert.Contains("e.jpg already", Outcome.Of("import", "broden", path, more, "--append").Error, StringComparison.Ordinal);
        Assert.Contains("--append", Outcome.Of("import", "broden", path, more, "--drop-layers").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ImportBroden_AppendMapsOfAnotherSize_IsAnError()
    {
        string path = SmallProbe.Write(_folder, units: false);
        string more = _folder.File("more");
        Directory.CreateDirectory(more);
        File("more/label.csv", "number,name,category,frequency,coverage,syns\n1,street-s,scene(1),1,1,\n");
        File("more/index.csv", "image,split,ih,iw,sh,sw,color,object,part,material,scene,texture\n"
                + "e.jpg,val,4,4,3,3,,,,,1,\n");
        var outcome = Outcome.Of("import", "broden", path, more, "--append");
        Assert.Equal(2, outcome.Code);
        Assert.Contains("are 3 x 3, and those of small 2 x 2", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_Stopped_LeavesNothingBehind()
    {
        string path = _folder.File("nli.cxdb");
        using var output = new StringWriter();
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(TextReader.Null, output, error);
        terminal.Interruption.Interrupt();
        Assert.Equal(130, CommandLine.Run(["import", "nli", path, "--tok", File("tok", "a man\na dog\n")], terminal));
        Assert.Equal($"stopped: {path} is as it was before\n", error.ToString());
        Assert.Equal([_folder.File("tok")], Directory.GetFiles(_folder.Path));
    }

    private string File(string name, string text)
    {
        string path = _folder.File(name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }
}
