using System.Xml.Linq;
using CompExplain.Analysis.Results;
using CompExplain.Analysis.Statistics;
using CompExplain.Reports.Charts;
using SkiaSharp;

namespace CompExplain.Reports.Tests.Charts;

public sealed class ChartFileTests
{
    private static readonly XNamespace Space = "http://www.w3.org/2000/svg";

    public static TheoryData<Chart> Kinds { get; } =
    [
        new BoxChart(
            "b", "boxes", "length", "IoU", [("1", Spread.Of([0.1, 0.2])), ("2", Spread.Of([])), ("3", Spread.Of([0.3]))]),
        new ScatterChart("s", "points", "x", "y", [(0.1, 0.9, "unit 1"), (0.2, 0.8, "unit 2")], (1, -1)),
        new ScatterChart("s", "one point", "x", "y", [(0.1, 0.9, "unit 1")], null),
        new LineChart("l", "lines", "x", "y", [new("one", [(1, 0.5, 0.4, 0.6), (2, 0.6, 0.5, 0.7)]), new("none", [])]),
        new BarChart("a", "bars", "concept", "units", [("house", 3, "object"), ("red", 1, "color")]),
        new BarChart("a", "no bars", "concept", "units", []),
        new MatrixChart("m", "matrix", "predicted", "gold", ["a", "b"], ["a", "b"], [[3, 0], [0, 0]]),
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Svg_OfAnyChart_HasItsTitleAsText(Chart chart)
    {
        var svg = XDocument.Parse(ChartFile.Svg(chart));

        Assert.Contains(svg.Descendants(Space + "text"), text => text.Value.Trim() == chart.Title);
        Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Inline_OfAnyChart_TakesThePagesColours(Chart chart)
    {
        string svg = ChartFile.Inline(chart);

        Assert.Equal(chart.Title, XElement.Parse(svg).Attribute("aria-label")!.Value);
        Assert.Contains("var(--ink)", svg, StringComparison.Ordinal);
        Assert.Contains("var(--surface)", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script> & \"quotes\"", "<script>alert(1)</script> & \"quotes\"")]
    [InlineData("wäter ρ", "wäter ρ")]
    [InlineData("水", "U+6C34")]
    public void Svg_OfAnyText_IsThatText(string concept, string shown)
    {
        var chart = new BarChart("a", "bars", "concept", "units", [(concept, 3, "object")]);

        foreach (string svg in new[] { ChartFile.Svg(chart), ChartFile.Inline(chart) })
        {
            var texts = XElement.Parse(svg[svg.IndexOf("<svg", StringComparison.Ordinal)..]).Descendants(Space + "text");
            Assert.Contains(texts, text => text.Value.Trim() == (shown.Length > 36 ? shown[..35] + "…" : shown));
            Assert.DoesNotContain("<script", svg, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Png_OfAMatrix_HasItsColours()
    {
        var chart = new MatrixChart("m", "matrix", "predicted", "gold", ["a"], ["a"], [[3]]);

        using var bitmap = SKBitmap.Decode(ChartFile.Png(chart));

        Assert.Equal((1640, 480), (bitmap.Width, bitmap.Height));
        Assert.Equal(new SKColor(0xFF, 0xFF, 0xFE), bitmap.GetPixel(5, 5));
        Assert.Equal(new SKColor(0x00, 0x72, 0xB2), bitmap.GetPixel(1000, 150));
    }

    [Fact]
    public void Svg_OfManyBars_SaysHowManyThereAre()
    {
        var chart = new BarChart(
            "a", "bars", "concept", "units", [.. Enumerable.Range(0, 1200).Select(i => ($"c{i}", (double)i, string.Empty))]);

        Assert.Contains("bars (the first 60 of 1,200)", ChartFile.Svg(chart), StringComparison.Ordinal);
    }
}
