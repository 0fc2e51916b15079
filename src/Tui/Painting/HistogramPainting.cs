using CompExplain.Storage.Catalog;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models;

namespace CompExplain.Tui.Painting;

/// <summary>Draws the distribution of activations, with logarithmic heights, and the threshold.</summary>
internal static class HistogramPainting
{
    public static void Paint(Pen pen, Histogram histogram, double? threshold)
    {
        int height = pen.Height - 1;
        if (height < 1 || pen.Width < 8 || histogram.Counts.Count == 0)
        {
            return;
        }

        // A bar has one or several whole bins, so that no bin counts twice.
        int bars = Math.Min(pen.Width, histogram.Counts.Count), wide = pen.Width / bars, columns = bars * wide;
        long[] sums = new long[columns];
        for (int bin = 0; bin < histogram.Counts.Count; bin++)
        {
            int bar = (int)((long)bin * bars / histogram.Counts.Count);
            for (int column = bar * wide; column < (bar + 1) * wide; column++)
            {
                sums[column] += histogram.Counts[bin];
            }
        }

        double most = Math.Log(1 + sums.Max());
        double span = histogram.High - histogram.Low;
        int cut = threshold is { } value && span > 0
            ? (int)Math.Clamp((value - histogram.Low) / span * columns, 0, columns - 1)
            : -1;
        for (int column = 0; column < columns; column++)
        {
            int eighths = sums[column] == 0 || most <= 0
                ? 0
                : Math.Max(1, (int)Math.Round(Math.Log(1 + sums[column]) / most * height * 8));
            for (int row = 0; row < height; row++)
            {
                int fill = Math.Clamp(eighths - (8 * (height - 1 - row)), 0, 8);
                if (fill > 0)
                {
                    pen.Write(
                        column, row, ((char)('▁' + fill - 1)).ToString(), column >= cut && cut >= 0 ? Ink.Accent : Ink.Track);
                }
                else if (column == cut)
                {
                    pen.Write(column, row, "│", Ink.Dim);
                }
            }
        }

        string low = Shown.Number(histogram.Low), high = Shown.Number(histogram.High);
        pen.Write(0, height, low, Ink.Dim);
        pen.WriteRight(columns, height, high, Ink.Dim, columns);
        if (cut >= 0)
        {
            string mark = "▲ " + Shown.Number(threshold!.Value);
            if (cut + mark.Length < columns - high.Length && cut > low.Length)
            {
                pen.Write(cut, height, mark, Ink.Accent);
            }
            else if (cut - mark.Length > low.Length)
            {
                pen.Write(cut - mark.Length + 1, height, Shown.Number(threshold.Value) + " ▲", Ink.Accent);
            }
        }
    }
}
