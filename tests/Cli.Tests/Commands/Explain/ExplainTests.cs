using System.Text.Json;
using CompExplain.Cli.Entry;
using CompExplain.Fixtures;
using CompExplain.Storage.Catalog;

namespace CompExplain.Cli.Tests.Commands.Explain;

public sealed class ExplainTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;

    public ExplainTests() => _path = SmallProbe.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Explain_Json_IsOneObjectAUnit()
    {
        var outcome = Outcome.Of("explain", _path, "--layer", "layer4", "--length", "2", "--format", "json");
        Assert.Equal(0, outcome.Code);
        Assert.Empty(outcome.Error);
        Assert.Equal(
            """
            [
              {
                "layer": "layer4",
                "unit": 0,
                "length": 2,
                "formula": "river OR water",
                "iou": 1,
                "bestConcept": "water",
                "bestConceptIou": 0.8,
                "hits": 10,
                "size": 10,
                "unitSize": 10
              },
              {
                "layer": "layer4",
                "unit": 1,
                "length": 2,
                "formula": "water AND NOT blue-c",
                "iou": 1,
                "bestConcept": "water",
                "bestConceptIou": 0.5,
                "hits": 4,
                "size": 4,
                "unitSize": 4
              },
              {
                "layer": "layer4",
                "unit": 2,
                "length": null,
                "formula": null,
                "iou": null,
                "bestConcept": null,
                "bestConceptIou": null,
                "hits": null,
                "size": null,
                "unitSize": 0
              }
            ]

            """.ReplaceLineEndings("\n"),
            outcome.Output);
    }

    [Fact]
    public void Explain_Table_ShowsFormulasWhole() => Assert.Equal(
        """
        ╭────────┬──────┬────────┬──────────────────────┬────────┬─────────────┬────────────────┬──────┬──────┬──────────╮
        │ layer  │ unit │ length │ formula              │    iou │ bestConcept │ bestConceptIou │ hits │ size │ unitSize │
        ├────────┼──────┼────────┼──────────────────────┼────────┼─────────────┼────────────────┼──────┼──────┼──────────┤
        │ layer4 │    1 │      2 │ water AND NOT blue-c │ 1.0000 │ water       │         0.5000 │    4 │    4 │        4 │
        ╰────────┴──────┴────────┴──────────────────────┴────────┴─────────────┴────────────────┴──────┴──────┴──────────╯

        """.ReplaceLineEndings("\n"),
        Outcome.Of("explain", _path, "--unit", "1").Output);

    [Fact]
    public void Explain_Again_GoesOnFromWhatIsStored()
    {
        var first = Outcome.Of("explain", _path, "--unit", "0", "--format", "csv");
        var second = Outcome.Of("explain", _path, "--units", "0-1", "--format", "csv");
        Assert.Equal("note: 1 unit was done before; --restart searches again\n", second.Error);
        Assert.StartsWith(first.Output, second.Output, StringComparison.Ordinal);
        var fresh = Outcome.Of("explain", _path, "--units", "0-1", "--format", "csv", "--restart");
        Assert.Equal(second with { Error = string.Empty }, fresh);
    }

    [Fact]
    public void Explain_UnitsActiveOnTooFewInputs_AreToldAndLeftOut()
    {
        var outcome = Outcome.Of("explain", _path, "--min-inputs", "2", "--format", "csv");
        Assert.Equal("note: 2 units not analysed, active on fewer than 2 inputs (--min-inputs): 1, 2\n", outcome.Error);
        Assert.Equal(
            "layer,unit,length,formula,iou,bestConcept,bestConceptIou,hits,size,unitSize\n"
                + "layer4,0,2,river OR water,1,water,0.8,10,10,10\n",
            outcome.Output);
    }

    [Fact]
    public void Explain_Text_LeavesOutWhatIsActiveOnAFewPairs()
    {
        string path = _folder.File("texts.cxdb");
        NaiveProbe.Texts(seed: 1, inputs: 150).Write(path);
        using (var writer = Storage.DatabaseWriter.Open(path))
        {
            // 5 % of 150 is 7.5.
            int layer = writer.AddLayer(new LayerRecord("rare", 1, 1, "given", "none"));
            foreach (var (number, active) in new[] { (0, 7), (1, 8) })
            {
                int unit = writer.AddUnit(layer, new UnitRecord(number, null, null, null, null, active, null));
                writer.AddUnitMask(unit, 0, NaiveProbe.Bitmap([.. Enumerable.Range(0, 150).Select(i => i < active)]));
            }

            writer.Commit();
        }

        var outcome = Outcome.Of("explain", path, "--layer", "rare", "--length", "1");
        Assert.Equal("note: 1 unit not analysed, active on fewer than 8 inputs (--min-inputs): 0\n", outcome.Error);
    }

    [Fact]
    public void Explain_SortedAndLimited_GivesTheBest()
    {
        var outcome = Outcome.Of("explain", _path, "--length", "1", "--sort", "iou", "--limit", "2", "--format", "json");
        var units = JsonDocument.Parse(outcome.Output).RootElement;
        Assert.Equal([0, 1], units.EnumerateArray().Select(unit => unit.GetProperty("unit").GetInt32()));
        Assert.Equal(0.8, units[0].GetProperty("iou").GetDouble());
    }

    [Fact]
    public void Explain_OtherScorer_GivesItsScoreToo()
    {
        var outcome = Outcome.Of(
            "explain", _path, "--unit", "1", "--length", "1", "--scorer", "precision", "--format", "json");
        var unit = JsonDocument.Parse(outcome.Output).RootElement[0];
        Assert.Equal(0.5, unit.GetProperty("precision").GetDouble());
        Assert.Equal(0.5, unit.GetProperty("iou").GetDouble());
    }

    [Fact]
    public void Explain_Precision_WarnsOfIt()
    {
        var outcome = Outcome.Of("explain", _path, "--unit", "1", "--length", "1", "--scorer", "precision");
        Assert.StartsWith("note: PRECISION made highest alone finds tiny formulas", outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Outcome.Of("explain", _path, "--unit", "1", "--length", "1", "--scorer", "phi").Error);
    }

    [Fact]
    public void Explain_HonestJson_AddsWhatWasChecked()
    {
        var outcome = Outcome.Of(
            "explain", _path, "--unit", "1", "--length", "2", "--honest", "--holdout", "val", "--format", "json");
        Assert.Equal(0, outcome.Code);
        Assert.Empty(outcome.Error);

        // Unit 1 is image b's water, which is not blue. Images a, b are seen and c, d held out, where there is neither.
        var unit = JsonDocument.Parse(outcome.Output).RootElement[0];
        Assert.Equal("water AND NOT blue-c", unit.GetProperty("formula").GetString());
        Assert.Equal(0, unit.GetProperty("chanceIou").GetDouble());
        Assert.Equal(0.25, unit.GetProperty("pValue").GetDouble());
        Assert.Equal(1, unit.GetProperty("seenIou").GetDouble());
        Assert.Equal(0, unit.GetProperty("heldOutIou").GetDouble());
        Assert.Equal("water AND NOT blue-c", unit.GetProperty("heldOutFormula").GetString());
        Assert.Equal(JsonValueKind.Null, unit.GetProperty("dropped").ValueKind);
        Assert.Equal(
            [("water", 4.0 / 12), ("AND NOT blue-c", 0.5)],
            unit.GetProperty("clauses").EnumerateArray().Select(
                each => (each.GetProperty("clause").GetString()!, each.GetProperty("iouWithout").GetDouble())));
    }

    [Fact]
    public void Explain_HonestCsv_IsAColumnEachAndStaysStored()
    {
        string[] command =
            ["explain", _path, "--units", "1,2", "--length", "2", "--honest", "--holdout", "val", "--format", "csv"];
        var outcome = Outcome.Of(command);
        Assert.Equal(
            "layer,unit,length,formula,iou,bestConcept,bestConceptIou,hits,size,unitSize,"
            + "chanceIou,pValue,seenIou,heldOutIou,heldOutFormula,dropped,clauses\n"
            + "layer4,1,2,water AND NOT blue-c,1,water,0.5,4,4,4,0,0.25,1,0,water AND NOT blue-c,,"
            + "water: 0.3333; AND NOT blue-c: 0.5000\n"
            + "layer4,2,,,,,,,,0,,,,,,,\n",
            outcome.Output);
        Assert.Equal(outcome.Output, Outcome.Of(command).Output);
        Assert.Equal(0, Outcome.Of("verify", _path).Code);
    }

    [Fact]
    public void Explain_Categories_LimitTheConcepts()
    {
        var outcome = Outcome.Of("explain", _path, "--unit", "1", "--categories", "color,scene", "--format", "csv");
        Assert.Equal(1, outcome.Code);
        Assert.Contains("layer4,1,,,,,,,,4", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no concept has the category 'colour'; there are: object, color, scene", "--categories", "colour")]
    [InlineData("--scorer takes IOU, F1, PRECISION, RECALL, ACCURACY, PHI, LIFT or PMI, not 'auc'", "--scorer", "auc")]
    [InlineData("--penalty goes from 0 to under 1, not 1", "--penalty", "1")]
    [InlineData("--penalty takes a number such as 0 or 1.5, not '0,1'", "--penalty", "0,1")]
    [InlineData("layer layer4 has no unit 7; it has 3", "--unit", "7")]
    [InlineData("--holdout, --shifts and --seed are of the check; add --honest", "--holdout", "val")]
    [InlineData("--shifts goes from 100 to 1,000,000, not 5", "--honest", "--shifts", "5")]
    [InlineData("no input has the split 'test'; there are: train, val", "--honest", "--holdout", "test")]
    public void Explain_WhatIsNotThere_IsAnError(string expected, params string[] options)
    {
        var outcome = Outcome.Of(["explain", _path, .. options]);
        Assert.Equal($"error: {expected}\n", outcome.Error);
        Assert.Equal(2, outcome.Code);
    }

    [Fact]
    public void Explain_UnknownLayer_SuggestsOne()
    {
        Assert.Equal(
            $"error: {_path} has no layer 'layer5'; did you mean: layer4?\n",
            Outcome.Of("explain", _path, "--layer", "layer5").Error);
        using var other = new TempFolder();
        string empty = SmallProbe.Write(other, units: false);
        Assert.Equal(
            $"error: {empty} has no layers; "
                + $"add one with: compexplain import units {empty} --layer fc activations.npy --above 0\n",
            Outcome.Of("explain", empty, "--layer", "fc").Error);
    }

    [Fact]
    public void Explain_Stopped_SaysHowToGoOn()
    {
        using var output = new StringWriter();
        using var error = new StringWriter { NewLine = "\n" };
        var terminal = new Terminal(TextReader.Null, output, error);
        terminal.Interruption.Interrupt();
        Assert.Equal(130, CommandLine.Run(["explain", _path], terminal));
        Assert.Equal("stopped: 0 of 3 units done and stored; the same command resumes\n", error.ToString());
        Assert.Empty(output.ToString());
        Assert.Equal(0, Outcome.Of("verify", _path).Code);
    }
}
