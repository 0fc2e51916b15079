using System.Globalization;
using CompExplain.Analysis.Results;
using ScottPlot;
using ScottPlot.TickGenerators;
using Chart = CompExplain.Analysis.Results.Chart;

namespace CompExplain.Reports.Charts;

/// <summary>Draws charts.</summary>
internal static class ChartDrawing
{
    /// <summary>Bars that are drawn at most; the rest are counted in the title.</summary>
    public const int MaximumBars = 60;

    private const float Width = 820;
    private const float Height = 460;

    /// <summary>A chart, drawn, and its size in pixels.</summary>
    public static (Plot Plot, int Width, int Height) Draw(Chart chart, ChartTheme theme)
    {
        EmbeddedFont.Use();
        var plot = new Plot();
        plot.Font.Set(EmbeddedFont.Name);
        plot.FigureBackground.Color = theme.Surface;
        plot.DataBackground.Color = theme.Surface;
        plot.Axes.Color(theme.Ink);
        plot.Grid.MajorLineColor = theme.Grid;
        plot.Axes.Top.IsVisible = false;
        plot.Axes.Right.IsVisible = false;
        plot.Axes.Title.Label.Bold = false;
        plot.Axes.Title.Label.FontSize = 16;
        plot.Axes.Title.Label.ForeColor = theme.Ink;
        plot.Title(EmbeddedFont.Spell(chart.Title));
        plot.XLabel(EmbeddedFont.Spell(chart.XLabel), 13);
        plot.YLabel(EmbeddedFont.Spell(chart.YLabel), 13);
        plot.Legend.BackgroundColor = theme.Surface;
        plot.Legend.FontColor = theme.Ink;
        plot.Legend.OutlineColor = theme.Grid;
        plot.Legend.ShadowColor = Colors.Transparent;
        plot.HideLegend();
        float height = Height;
        switch (chart)
        {
            case BoxChart boxes:
                DrawBoxes(plot, boxes, theme);
                break;
            case ScatterChart scatter:
                DrawScatter(plot, scatter, theme);
                break;
            case LineChart lines:
                DrawLines(plot, lines, theme);
                break;
            case BarChart bars:
                height = DrawBars(plot, bars, theme);
                break;
            case MatrixChart matrix:
                height = DrawMatrix(plot, matrix, theme);
                break;
            default:
                throw new NotSupportedException(chart.GetType().Name);
        }

        return (plot, (int)Width, (int)height);
    }

    private static void DrawBoxes(Plot plot, BoxChart chart, ChartTheme theme)
    {
        var drawn = chart.Groups.Select((group, i) => (group.Label, group.Spread, At: i + 1.0))
            .Where(group => group.Spread.Count > 0).ToList();
        foreach (var (_, spread, at) in drawn)
        {
            var box = plot.Add.Box(new Box
            {
                Position = at,
                BoxMin = spread.LowerQuartile!.Value,
                BoxMiddle = spread.Median!.Value,
                BoxMax = spread.UpperQuartile!.Value,
                WhiskerMin = spread.Minimum!.Value,
                WhiskerMax = spread.Maximum!.Value,
                Width = 0.55,
            });
            box.FillColor = theme.Series[4];
            box.LineColor = theme.Ink;
            box.LineWidth = 1;
        }

        var means = plot.Add.Scatter(
            drawn.Select(group => group.At).ToArray(), drawn.Select(group => group.Spread.Mean!.Value).ToArray());
        means.Color = theme.Series[1];
        means.LineWidth = 2;
        means.MarkerSize = 7;
        means.LegendText = "mean";
        plot.ShowLegend(Alignment.UpperLeft);
        Label(plot.Axes.Bottom, chart.Groups.Select(group => group.Label), 1);
        plot.Axes.SetLimits(
            0.4, chart.Groups.Count + 0.6, 0, 1.05 * Math.Max(1e-9, drawn.Max(group => group.Spread.Maximum!.Value)));
    }

    private static void DrawScatter(Plot plot, ScatterChart chart, ChartTheme theme)
    {
        double[] x = [.. chart.Points.Select(point => point.X)], y = [.. chart.Points.Select(point => point.Y)];
        var points = plot.Add.ScatterPoints(x, y);
        points.MarkerShape = MarkerShape.FilledCircle;
        points.MarkerSize = 6;
        points.Color = theme.Series[0];
        plot.Axes.AutoScale();
        if (chart.Line is { } line && x.Length > 1)
        {
            double[] ends = [x.Min(), x.Max()];
            var drawn = plot.Add.ScatterLine(ends, [.. ends.Select(end => line.AtZero + (line.Slope * end))]);
            drawn.Color = theme.Series[1];
            drawn.LineWidth = 2;
        }
    }

    private static void DrawLines(Plot plot, LineChart chart, ChartTheme theme)
    {
        for (int i = 0; i < chart.Lines.Count; i++)
        {
            var line = chart.Lines[i];
            if (line.Points.Count == 0)
            {
                continue;
            }

            double[] x = [.. line.Points.Select(point => point.X)];
            if (i == 0 && line.Points.All(point => point.Low is not null && point.High is not null))
            {
                var band = plot.Add.FillY(
                    x, [.. line.Points.Select(point => point.Low!.Value)], [.. line.Points.Select(point => point.High!.Value)]);
                band.FillColor = theme.Series[0].WithAlpha(0.15);
                band.LineColor = Colors.Transparent;
            }

            var drawn = plot.Add.Scatter(x, [.. line.Points.Select(point => point.Y)]);
            drawn.Color = theme.Series[i % theme.Series.Count];
            drawn.LineWidth = 2;
            drawn.MarkerSize = 6;
            drawn.LegendText = EmbeddedFont.Spell(line.Label);
        }

        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = true };
        plot.Axes.AutoScale();
        if (chart.Lines.Count > 1)
        {
            plot.ShowLegend(Edge.Bottom);
            plot.Legend.Orientation = Orientation.Horizontal;
        }
    }

    private static float DrawBars(Plot plot, BarChart chart, ChartTheme theme)
    {
        var bars = chart.Bars.Take(MaximumBars).ToList();
        int more = chart.Bars.Count - bars.Count;
        if (more > 0)
        {
            string some = string.Create(CultureInfo.InvariantCulture, $"the first {MaximumBars} of {chart.Bars.Count:N0}");
            plot.Title(EmbeddedFont.Spell($"{chart.Title} ({some})"));
        }

        var groups = bars.Select(bar => bar.Group).Distinct().ToList();
        foreach (string group in groups)
        {
            var color = theme.Series[groups.IndexOf(group) % theme.Series.Count];
            Bar[] own =
            [
                .. bars.Select((bar, i) => (bar, i)).Where(each => each.bar.Group == group).Select(each => new Bar
                {
                    Position = -each.i,
                    Value = each.bar.Value,
                    FillColor = color,
                    LineColor = color,
                    Size = 0.7,
                }),
            ];
            var drawn = plot.Add.Bars(own);
            drawn.Horizontal = true;
            drawn.LegendText = EmbeddedFont.Spell(group);
        }

        // Bars go to the right, so what they stand for is on the left axis.
        plot.XLabel(EmbeddedFont.Spell(chart.YLabel), 13);
        plot.YLabel(EmbeddedFont.Spell(chart.XLabel), 13);
        var ticks = new NumericManual();
        for (int i = 0; i < bars.Count; i++)
        {
            ticks.AddMajor(-i, EmbeddedFont.Spell(Cut(bars[i].Label)));
        }

        plot.Axes.Left.TickGenerator = ticks;
        plot.Axes.Bottom.TickGenerator = new NumericAutomatic { IntegerTicksOnly = bars.All(bar => double.IsInteger(bar.Value)) };
        plot.Axes.AutoScale();
        double low = Math.Min(0, bars.Select(bar => bar.Value).DefaultIfEmpty(0).Min());
        double high = Math.Max(0, bars.Select(bar => bar.Value).DefaultIfEmpty(1).Max());
        double room = Math.Max(1e-9, high - low) * 0.05;
        plot.Axes.SetLimits(low - (low < 0 ? room : 0), high + room, 0.6 - bars.Count, 0.6);
        if (groups.Count > 1)
        {
            plot.ShowLegend(Alignment.LowerRight);
        }

        return Math.Max(220, 110 + (22 * bars.Count));
    }

    private static float DrawMatrix(Plot plot, MatrixChart chart, ChartTheme theme)
    {
        int rows = chart.Rows.Count, columns = chart.Columns.Count;
        for (int row = 0; row < rows; row++)
        {
            long inRow = Math.Max(1, chart.Counts[row].Sum());
            for (int column = 0; column < columns; column++)
            {
                double share = (double)chart.Counts[row][column] / inRow;
                var cell = plot.Add.Rectangle(column - 0.48, column + 0.48, -row - 0.48, -row + 0.48);
                cell.FillColor = theme.Series[0].WithAlpha(0.06 + (0.94 * share));
                cell.LineColor = theme.Grid;
                var text = plot.Add.Text(chart.Counts[row][column].ToString("N0", CultureInfo.InvariantCulture), column, -row);
                text.LabelAlignment = Alignment.MiddleCenter;
                text.LabelFontColor = share > 0.5 ? theme.Surface : theme.Ink;
                text.LabelFontSize = 13;
            }
        }

        Label(plot.Axes.Bottom, chart.Columns, 0);
        var ticks = new NumericManual();
        for (int row = 0; row < rows; row++)
        {
            ticks.AddMajor(-row, EmbeddedFont.Spell(Cut(chart.Rows[row])));
        }

        plot.Axes.Left.TickGenerator = ticks;
        plot.HideGrid();
        plot.Axes.SetLimits(-0.55, columns - 0.45, 0.45 - rows, 0.55);
        return Math.Max(240, 130 + (34 * rows));
    }

    private static void Label(IAxis axis, IEnumerable<string> labels, int first)
    {
        var ticks = new NumericManual();
        int at = first;
        int longest = 0;
        foreach (string label in labels)
        {
            longest = Math.Max(longest, label.Length);
            ticks.AddMajor(at++, EmbeddedFont.Spell(Cut(label)));
        }

        axis.TickGenerator = ticks;
        if (longest * (at - first) > 100)
        {
            axis.TickLabelStyle.Rotation = 30;
            axis.TickLabelStyle.Alignment = Alignment.MiddleLeft;
            axis.MinimumSize = Math.Min(170, 30 + (4 * Math.Min(longest, 36)));
        }
    }

    private static string Cut(string label) => label.Length <= 36 ? label : label[..35] + "…";
}
