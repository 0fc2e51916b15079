using System.Text.Json;
using CompExplain.Fixtures;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Cli.Tests.Commands.Export;

public sealed class ExportTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;

    public ExportTests()
    {
        _path = SmallProbe.Write(_folder);
        Assert.Equal(0, Outcome.Of("explain", _path, "--length", "3").Code);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Export_Tally_HasTheAuthorsColumns() => Assert.Equal(
        new Outcome(
            0,
            "unit,category,label,score,length,emb_summary,emb_summary_sim,wn_summary,wn_summary_sim,wn_mean_sim,wn_min_sim,"
                + "wn_max_sim,consistency,category_noncomp,label_noncomp,score_noncomp,leaves\n"
                + "0,(object OR object),(river OR water),1,2,,,,,,,,,object,water,0.8,2\n"
                + "1,(object AND (NOT color)),(water AND (NOT blue-c)),1,3,,,,,,,,,object,water,0.5,2\n",
            string.Empty),
        Outcome.Of("export", _path, "--layer", "layer4"));

    [Fact]
    public void Export_Predictions_HasOneWhereAUnitIsActive() => Assert.Equal(
        new Outcome(
            0, "pred,target,0,1,2\nbeach,beach,1,0,0\nstreet,beach,1,1,0\nstreet,street,1,0,0\nstreet,,0,0,0\n", string.Empty),
        Outcome.Of("export", _path, "--as", "preds"));

    [Fact]
    public void Export_JsonLines_HasEveryLength()
    {
        string[] lines = Outcome.Of("export", _path, "--as", "jsonl").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        var unit = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal("river OR water", unit.GetProperty("formula").GetString());
        Assert.Equal("water", unit.GetProperty("byLength")[0].GetProperty("formula").GetString());
        Assert.Equal(0, JsonDocument.Parse(lines[2]).RootElement.GetProperty("byLength").GetArrayLength());
    }

    [Fact]
    public void Export_ResultOfText_NamesLeavesAsTheAuthorsDo()
    {
        string path = _folder.File("texts.cxdb");
        using (var writer = DatabaseWriter.Create(path, new DatasetDescription("texts", DatasetKind.Texts, 1, 1, 8)))
        {
            writer.AddInputs(Enumerable.Range(0, 8).Select(i => new InputRecord($"{i}", null, "a\nb", null, null)));
            bool[][] masks =
            [
                [true, true, true, false, false, false, false, false],
                [false, false, true, true, false, false, false, false],
                [false, false, false, false, true, true, false, false],
            ];
            (string, string, string)[] names =
                [("pre", "man", "token"), ("hyp", "NN", "tag"), ("overlap", "overlap-50%", "overlap")];
            for (int i = 0; i < masks.Length; i++)
            {
                writer.AddConceptMask(
                    writer.AddConcept(new ConceptRecord(names[i].Item1, names[i].Item2, names[i].Item3)),
                    0,
                    NaiveProbe.Bitmap(masks[i]));
            }

            int unit = writer.AddUnit(
                writer.AddLayer(new LayerRecord("mlp", 1, 1, "given", "none")),
                new UnitRecord(3, null, null, null, null, 4, null));
            writer.AddUnitMask(unit, 0, NaiveProbe.Bitmap([true, true, false, false, true, true, false, false]));
            writer.Commit();
        }

        Assert.Equal(0, Outcome.Of("explain", path, "--length", "3").Code);
        Assert.Equal(
            "neuron,feature,category,category_fine,iou,feature_length,w_entail,w_neutral,w_contra\n"
                + "3,((oth:overlap:overlap-50% OR pre:tok:man) AND (NOT hyp:tag:NN)),((oth OR pre) AND (NOT hyp)),"
                + "((oth:overlap OR pre:tok) AND (NOT hyp:tag)),1,4,,,\n",
            Outcome.Of("export", path, "--as", "result").Output);
    }

    [Fact]
    public void Export_ToAFile_WritesItWhole()
    {
        string file = _folder.File("tally.csv");
        var outcome = Outcome.Of("export", _path, "--out", file);
        Assert.Equal(new Outcome(0, string.Empty, $"wrote {file}\n"), outcome);
        Assert.Equal(Outcome.Of("export", _path).Output, File.ReadAllText(file));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.partial"));
    }

    [Fact]
    public void Export_ToNoFolder_IsAnError()
    {
        var outcome = Outcome.Of("export", _path, "--out", _folder.File("none/tally.csv"));
        Assert.Equal(
            new Outcome(2, string.Empty, $"error: --out: there is no folder {_folder.File("none")}; make it first\n"), outcome);
    }

    [Fact]
    public void Export_ToAFolder_IsAnError()
    {
        var outcome = Outcome.Of("export", _path, "--out", _folder.Path);
        Assert.Equal(new Outcome(2, string.Empty, $"error: --out: {_folder.Path} is a folder; name a file\n"), outcome);
    }

    [Fact]
    public void Export_SearchThatIsNotThere_SaysWhatToDo()
    {
        Assert.Equal("error: layer layer4 has no search 9; there are: 1\n", Outcome.Of("export", _path, "--run", "9").Error);
        using var folder = new TempFolder();
        string fresh = SmallProbe.Write(folder);
        Assert.Equal(
            $"error: layer layer4 has not been searched; run: compexplain explain {fresh} --layer layer4\n",
            Outcome.Of("export", fresh).Error);
        Outcome.Of("explain", fresh, "--unit", "0");
        Assert.Equal(
            "error: no search of layer layer4 is complete; run one to its end, or choose one: 1 (--run)\n",
            Outcome.Of("export", fresh).Error);
        Assert.Equal(0, Outcome.Of("export", fresh, "--run", "1").Code);
    }
}
