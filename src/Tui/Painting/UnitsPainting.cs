using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models;
using CompExplain.Tui.Models.Units;

namespace CompExplain.Tui.Painting;

/// <summary>Draws the units of a layer.</summary>
internal static class UnitsPainting
{
    public static void Paint(Pen pen, UnitsModel model)
    {
        var session = model.Session;
        if (session.Layer is not { } layer)
        {
            pen.Write(1, 1, "No layer is in this database: no network was probed.", Ink.Text);
            pen.Write(1, 2, "Concepts (F4) and Ask (F3) work without one.", Ink.Dim);
            return;
        }

        int column = pen.Write(1, 0, layer.Name, Ink.Strong);
        string total = Shown.Count(model.Grid.Total);
        column = pen.Write(
            column, 0, model.Grid.Count == model.Grid.Total
                ? $"  {total} units"
                : $"  {Shown.Count(model.Grid.Count)} of {total} units", Ink.Text);
        string found = model.Search is { } search ? $"{Shown.Count(model.Explained)} explained by {search}"
            : model.IsLoading ? "loading ..." : "none searched yet: F5 searches";
        column = pen.Write(column, 0, ", " + found, Ink.Dim);
        string filter = model.Grid.Filter;
        if (filter.Length > 0)
        {
            column = pen.Write(1, 1, "filter: ", Ink.Dim);
            column = pen.Write(column, 1, filter, Ink.Accent);
            pen.PlaceCursor(column, 1);
        }
        else
        {
            pen.Write(1, 1, "type to filter: words, or conditions such as iou>0.2", Ink.Dim);
        }

        GridPainting.Paint(pen.Inside(0, 2, pen.Width, pen.Height - 4), model.Grid, session.Changed);
        if (model.Grid.Count == 0 && filter.Length > 0)
        {
            pen.Write(2, 4, "no unit fits the filter; Esc clears it", Ink.Dim);
        }

        // The row may have no room for the whole formula.
        if (model.Grid.Current?.Best is { } best)
        {
            var lines = Pen.Wrap(best.Formula, pen.Width - 3);
            for (int i = 0; i < Math.Min(2, lines.Count); i++)
            {
                string line = i == 1 && lines.Count > 2 ? Pen.Fit(lines[1] + " …", pen.Width - 3) : lines[i];
                pen.Write(2, pen.Height - 2 + i, line, Ink.Accent);
            }
        }
    }
}
