using System.Globalization;
using System.Text.RegularExpressions;
using ScottPlot;
using Chart = CompExplain.Analysis.Results.Chart;

namespace CompExplain.Reports.Charts;

/// <summary>Charts as pictures.</summary>
public static partial class ChartFile
{
    /// <summary>A chart as SVG, whose text stays text.</summary>
    /// <param name="chart">The chart.</param>
    public static string Svg(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var (plot, width, height) = ChartDrawing.Draw(chart, ChartTheme.Light);
        using (plot)
        {
            return plot.GetSvgXml(width, height);
        }
    }

    /// <summary>
    /// A chart as an SVG element to stand in a page: it grows and shrinks with it, takes the page's colours (the variables
    /// <c>--surface</c>, <c>--ink</c>, <c>--grid</c> and <c>--series-1</c> to <c>--series-6</c>), and has its title for those who
    /// do not see it.
    /// </summary>
    /// <param name="chart">The chart.</param>
    public static string Inline(Chart chart)
    {
        string svg = Svg(chart);
        int start = svg.IndexOf("<svg", StringComparison.Ordinal), end = svg.IndexOf('>', start) + 1;
        var size = SizePattern().Match(svg, start, end - start);
        string title = System.Net.WebUtility.HtmlEncode(chart.Title);
        string open = string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" role=\"img\" aria-label=\"{title}\" "
            + $"viewBox=\"0 0 {size.Groups[1].Value} {size.Groups[2].Value}\">");
        string body = SpacePattern().Replace(svg[end..], "<");
        var theme = ChartTheme.Light;
        foreach (var (color, variable) in theme.Series.Select((color, i) => (color, $"--series-{i + 1}"))
            .Append((theme.Surface, "--surface")).Append((theme.Ink, "--ink")).Append((theme.Grid, "--grid")))
        {
            body = body.Replace($"\"{color.ToHex()}\"", $"\"var({variable})\"", StringComparison.OrdinalIgnoreCase);
        }

        return open + body.Trim();
    }

    /// <summary>A chart as PNG, at twice its size.</summary>
    /// <param name="chart">The chart.</param>
    public static byte[] Png(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var (plot, width, height) = ChartDrawing.Draw(chart, ChartTheme.Light);
        using (plot)
        {
            plot.ScaleFactor = 2;
            return plot.GetImageBytes(2 * width, 2 * height, ImageFormat.Png);
        }
    }

    [GeneratedRegex("width=\"([0-9.]+)\" height=\"([0-9.]+)\"")]
    private static partial Regex SizePattern();

    [GeneratedRegex(@"\s*\n\s*<")]
    private static partial Regex SpacePattern();
}
