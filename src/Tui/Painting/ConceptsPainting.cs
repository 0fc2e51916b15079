using CompExplain.Tui.Drawing;
using CompExplain.Tui.Models;
using CompExplain.Tui.Models.Concepts;
using CompExplain.Tui.Pictures;

namespace CompExplain.Tui.Painting;

/// <summary>Draws the concepts, and the selected one in detail.</summary>
internal static class ConceptsPainting
{
    public static void Paint(Pen pen, ConceptsModel model)
    {
        int column = pen.Write(1, 0, model.Category ?? "all categories", Ink.Strong);
        pen.Write(column, 0, $"  {Shown.Count(model.Grid.Count)} of {Shown.Count(model.Grid.Total)} concepts", Ink.Text);
        if (model.Grid.Filter.Length > 0)
        {
            column = pen.Write(1, 1, "filter: ", Ink.Dim);
            column = pen.Write(column, 1, model.Grid.Filter, Ink.Accent);
            pen.PlaceCursor(column, 1);
        }
        else
        {
            pen.Write(1, 1, "type to filter; Tab goes through the categories", Ink.Dim);
        }

        int left = Math.Clamp(pen.Width * 55 / 100, 40, 90);
        GridPainting.Paint(pen.Inside(0, 2, left - 2, pen.Height - 2), model.Grid, model.Moved);
        if (model.Grid.Current is { } concept)
        {
            About(pen.Inside(left, 0, pen.Width - left - 1, pen.Height), model, concept.Name);
        }
    }

    private static void About(Pen pen, ConceptsModel model, string name)
    {
        pen.Rule(0, name, model.InputCount is { } count ? $"on {Shown.Count(count)} inputs" : "counting ...");
        int top = model.IsText ? Texts(pen, model) : Picture(pen, model);
        int rest = pen.Height - top, half = (rest + 1) / 2;
        List(pen.Inside(0, top, pen.Width, half - 1), "Units that know it best", model.Units, "no unit");
        List(pen.Inside(0, top + half, pen.Width, rest - half), "Where it is, there is also", model.Company, "no other concept");
    }

    private static int Picture(Pen pen, ConceptsModel model)
    {
        int height = Math.Clamp(pen.Height - 13, 6, Math.Max(6, pen.Width / 2));
        if (model.Picture is { } picture)
        {
            PicturePainting.Paint(pen.Inside(0, 1, pen.Width, height - 1), picture, MaskLayer.Formula, 1);
        }

        if (model.Inputs.Count > 0)
        {
            pen.Write(
                0,
                height,
                $"{model.InputIndex + 1} of {model.Inputs.Count}: {model.Inputs[model.InputIndex].Record.Name}",
                Ink.Dim);
        }

        return height + 2;
    }

    private static int Texts(Pen pen, ConceptsModel model)
    {
        int line = 1, end = Math.Max(4, pen.Height / 3);
        for (int i = model.InputIndex; i < model.Inputs.Count && line < end; i++)
        {
            foreach (string sentence in model.Inputs[i].Record.Source.Split('\n'))
            {
                pen.Write(0, line++, sentence, Ink.Text);
            }

            line++;
        }

        return Math.Max(line, end) + 1;
    }

    private static void List(Pen pen, string heading, IReadOnlyList<ScoredName>? rows, string nothing)
    {
        pen.Rule(0, heading, "IoU");
        if (rows is null || rows.Count == 0)
        {
            pen.Write(0, 1, rows is null ? "counting ..." : nothing, Ink.Dim);
            return;
        }

        for (int i = 0; i < rows.Count && i + 1 < pen.Height; i++)
        {
            pen.Write(0, i + 1, rows[i].Name, Ink.Text, 18);
            pen.Write(19, i + 1, Shown.Score(rows[i].Iou), Ink.Dim);
            pen.Gauge(26, i + 1, pen.Width - 26, rows[i].Iou, Ink.Accent);
        }
    }
}
