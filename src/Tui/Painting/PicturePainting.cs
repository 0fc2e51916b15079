using CompExplain.Tui.Drawing;
using CompExplain.Tui.Pictures;

namespace CompExplain.Tui.Painting;

/// <summary>Draws a picture with its masks and a legend.</summary>
internal static class PicturePainting
{
    public static void Paint(Pen pen, InputPicture picture, MaskLayer layer, int zoom)
    {
        if (pen.Height < 1 || pen.Width < 2)
        {
            return;
        }

        if (picture.IsVisible)
        {
            picture.Draw(pen, layer, zoom);
        }

        if (picture.Why is not { } why)
        {
            return;
        }

        var lines = Pen.Wrap(why, pen.Width);
        for (int i = 0; i < lines.Count; i++)
        {
            pen.Write(0, i, lines[i], Ink.Dim);
        }
    }

    /// <summary>Draws the legend of the masks.</summary>
    public static void Legend(Pen pen, int row, MaskLayer layer, int zoom, bool hasFormula)
    {
        bool isPlain = pen.Theme.Depth == ColorDepth.Plain;
        int column = 0;
        if (layer is MaskLayer.Both or MaskLayer.Unit)
        {
            column = pen.Write(column, row, isPlain ? " u " : "   ", Ink.UnitMark);
            column = pen.Write(column, row, " unit  ", Ink.Text);
        }

        if (layer is MaskLayer.Both or MaskLayer.Formula && hasFormula)
        {
            column = pen.Write(column, row, isPlain ? " f " : "   ", Ink.FormulaMark);
            column = pen.Write(column, row, " formula  ", Ink.Text);
        }

        if (isPlain && layer == MaskLayer.Both && hasFormula)
        {
            column = pen.Write(column, row, "# both  ", Ink.Text);
        }

        if (layer == MaskLayer.None)
        {
            column = pen.Write(column, row, "no mask  ", Ink.Dim);
        }

        if (zoom > 1)
        {
            pen.Write(column, row, $"x{zoom}", Ink.Dim);
        }
    }
}
