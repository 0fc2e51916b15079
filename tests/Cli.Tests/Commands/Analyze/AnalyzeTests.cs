using System.Globalization;
using System.Text.Json;
using CompExplain.Fixtures;

namespace CompExplain.Cli.Tests.Commands.Analyze;

public sealed class AnalyzeTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;

    public AnalyzeTests()
    {
        _path = SmallProbe.Write(_folder);
        Assert.Equal(0, Outcome.Of("explain", _path, "--length", "3").Code);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("iou-by-length")]
    [InlineData("accuracy")]
    [InlineData("unique")]
    [InlineData("classes", "unit 0 OR water")]
    public void Analyze_InEveryFormat_HasTheSameFigures(params string[] analysis)
    {
        string table = Outcome.Of(["analyze", _path, .. analysis]).Output;
        string markdown = Outcome.Of(["analyze", _path, .. analysis, "--format", "markdown"]).Output;
        string[] csv = Outcome.Of(["analyze", _path, .. analysis, "--format", "csv"]).Output.TrimEnd().Split('\n');
        var json = JsonDocument.Parse(Outcome.Of(["analyze", _path, .. analysis, "--format", "json"]).Output).RootElement;

        Assert.DoesNotContain("NaN", table + markdown + string.Concat(csv), StringComparison.Ordinal);
        Assert.Contains("| ---", markdown, StringComparison.Ordinal);
        Assert.Equal(csv.Length - 1, json.GetArrayLength());
        string[] names = csv[0].Split(',');
        for (int row = 0; row < json.GetArrayLength(); row++)
        {
            string[] cells = csv[row + 1].Split(',');
            for (int i = 0; i < names.Length; i++)
            {
                var value = json[row].GetProperty(names[i]);
                string expected = value.ValueKind switch
                {
                    JsonValueKind.Null => string.Empty,
                    JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
                    _ => value.ToString(),
                };
                Assert.Equal(expected, cells[i]);
            }
        }
    }

    [Fact]
    public void Analyze_AnotherTable_IsPrinted()
    {
        var outcome = Outcome.Of("analyze", _path, "iou-by-length", "--table", "units", "--format", "csv");

        Assert.StartsWith("unit,iou1,iou2,iou3\n0,0.8,1,1\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("lengths (3 rows)", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_WhatNothingExplains_IsCounted()
    {
        var outcome = Outcome.Of("analyze", _path, "iou-by-length");

        Assert.Contains("note: 1 unit left out: no formula scores above 0", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_OneDatabaseWithItself_IsRefused()
    {
        Assert.Equal(2, Outcome.Of("analyze", _path, "compare", "1", "1").Code);
        Assert.Equal(2, Outcome.Of("analyze", _path, "compare").Code);
    }

    [Fact]
    public void Analyze_TwoSearches_AreCompared()
    {
        Assert.Equal(0, Outcome.Of("explain", _path, "--length", "1").Code);

        var outcome = Outcome.Of("analyze", _path, "compare", "1", "2", "--table", "units", "--format", "csv");

        Assert.Equal(0, outcome.Code);
        Assert.Contains("river OR water,water", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no analysis 'iou-by-lenght'; did you mean: iou-by-length?", "iou-by-lenght")]
    [InlineData("--iou is for unique, not for accuracy", "accuracy", "--iou", "0.1")]
    [InlineData("has no table 'lenghts'", "iou-by-length", "--table", "lenghts")]
    [InlineData("has no layer 'layer5'", "iou-by-length", "--layer", "layer5")]
    [InlineData("has no search 9", "iou-by-length", "--run", "9")]
    [InlineData("--min-inputs goes from 1", "accuracy", "--min-inputs", "0")]
    [InlineData("a detector's IoU goes from", "unique", "--iou", "2")]
    [InlineData("--plot takes a file that ends in .svg or .png", "unique", "--plot", "x.pdf")]
    [InlineData("there is no folder", "unique", "--plot", "nowhere/x.svg")]
    [InlineData("--chart says what --plot draws", "unique", "--chart", "concepts")]
    [InlineData("of which formula?", "classes")]
    [InlineData("unknown concept 'watr'", "classes", "watr")]
    [InlineData("is of a layer (--layer)", "unique", "layer4")]
    public void Analyze_WhatCannotBe_IsToldInASentence(string message, params string[] arguments)
    {
        var outcome = Outcome.Of(["analyze", _path, .. arguments]);

        Assert.Equal(2, outcome.Code);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("unique.svg", "<?xml")]
    [InlineData("unique.png", "\u0089PNG")]
    public void Analyze_Plot_IsWritten(string name, string start)
    {
        string file = _folder.File(name);

        var outcome = Outcome.Of("analyze", _path, "unique", "--plot", file, "--chart", "unique", "--format", "csv");

        Assert.Contains($"wrote {file}", outcome.Error, StringComparison.Ordinal);
        Assert.StartsWith(start, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
        Assert.Contains(
            "has no chart 'x'",
            Outcome.Of("analyze", _path, "unique", "--plot", file, "--chart", "x").Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_WithoutASearch_NamesTheCommand()
    {
        using var folder = new TempFolder();
        string path = SmallProbe.Write(folder);

        var outcome = Outcome.Of("analyze", path, "accuracy");

        Assert.Equal(2, outcome.Code);
        Assert.Contains($"run: compexplain explain {path} --layer layer4", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Analyze_WithoutALayer_NamesTheCommand()
    {
        using var folder = new TempFolder();
        string path = SmallProbe.Write(folder, units: false);

        Assert.Contains("import units", Outcome.Of("analyze", path, "unique").Error, StringComparison.Ordinal);
    }
}
