using CompExplain.Tui.Drawing;

namespace CompExplain.Tui.Pictures;

/// <summary>
/// An input's picture with the masks over it. All masks have the size of the data set's label maps.
/// </summary>
/// <param name="Width">Columns of the masks.</param>
/// <param name="Height">Rows of the masks.</param>
/// <param name="Picture">The picture, of any size; null if there is none.</param>
/// <param name="Why">Why there is no picture; null if there is one.</param>
/// <param name="Unit">The unit's mask; null if there is none.</param>
/// <param name="Formula">The formula's mask; null if there is none.</param>
internal sealed record InputPicture(int Width, int Height, Picture? Picture, string? Why, bool[]? Unit, bool[]? Formula)
{
    /// <summary>Whether there is anything to see.</summary>
    public bool IsVisible => Picture is not null || Unit is not null || Formula is not null;

    /// <summary>Draws it as large as the pen's rectangle; a cell is two pixels high.</summary>
    /// <param name="pen">Where.</param>
    /// <param name="layer">Which masks.</param>
    /// <param name="zoom">1 for all of it, 2 for half of its width and height, and so on, centred on the unit's
    /// positions.</param>
    public void Draw(Pen pen, MaskLayer layer, int zoom)
    {
        double scale = Math.Min(pen.Width / (double)Width, 2.0 * pen.Height / Height);
        int columns = Math.Clamp((int)Math.Round(Width * scale), 1, Math.Max(1, pen.Width));
        int rows = Math.Clamp((int)Math.Round(Height * scale / 2), 1, Math.Max(1, pen.Height)) * 2;
        var (left, top) = Corner(zoom);
        double stepX = (double)Width / zoom / columns, stepY = (double)Height / zoom / rows;
        bool[]? unit = layer is MaskLayer.Both or MaskLayer.Unit ? Resample(Unit, columns, rows, left, top, stepX, stepY) : null;
        bool[]? formula = layer is MaskLayer.Both or MaskLayer.Formula
            ? Resample(Formula, columns, rows, left, top, stepX, stepY)
            : null;
        int margin = (pen.Width - columns) / 2;
        for (int row = 0; row < rows; row += 2)
        {
            for (int column = 0; column < columns; column++)
            {
                int at = (row * columns) + column;
                var (upper, lower) = (
                    Pixel(column, row, left, top, stepX, stepY), Pixel(column, row + 1, left, top, stepX, stepY));
                if (pen.Theme.Depth == ColorDepth.Plain)
                {
                    bool inUnit = unit is not null && (unit[at] || unit[at + columns]);
                    bool inFormula = formula is not null && (formula[at] || formula[at + columns]);
                    pen.Write(margin + column, row / 2, MaskShading.Letter(upper, inUnit, inFormula).ToString(), Ink.Text);
                }
                else
                {
                    pen.Pixels(
                        margin + column, row / 2,
                        MaskShading.Shade(upper, columns, unit, formula, at),
                        MaskShading.Shade(lower, columns, unit, formula, at + columns));
                }
            }
        }
    }

    // Without a picture the background is grey.
    private Rgb Pixel(int column, int row, double left, double top, double stepX, double stepY)
    {
        if (Picture is null)
        {
            return new Rgb(128, 128, 128);
        }

        double x = (double)Picture.Width / Width, y = (double)Picture.Height / Height;
        return Picture.Mean(
            (left + (column * stepX)) * x,
            (top + (row * stepY)) * y,
            (left + ((column + 1) * stepX)) * x,
            (top + ((row + 1) * stepY)) * y);
    }

    // A pixel of the screen is in a mask if any position under it is, so that small masks are visible.
    private bool[]? Resample(bool[]? mask, int columns, int rows, double left, double top, double stepX, double stepY)
    {
        if (mask is null)
        {
            return null;
        }

        bool[] sampled = new bool[columns * rows];
        for (int row = 0; row < rows; row++)
        {
            int firstRow = Math.Clamp((int)(top + (row * stepY)), 0, Height - 1);
            int lastRow = Math.Clamp((int)Math.Ceiling(top + ((row + 1) * stepY)) - 1, firstRow, Height - 1);
            for (int column = 0; column < columns; column++)
            {
                int first = Math.Clamp((int)(left + (column * stepX)), 0, Width - 1);
                int last = Math.Clamp((int)Math.Ceiling(left + ((column + 1) * stepX)) - 1, first, Width - 1);
                bool any = false;
                for (int y = firstRow; y <= lastRow && !any; y++)
                {
                    any = mask.AsSpan((y * Width) + first, last - first + 1).Contains(true);
                }

                sampled[(row * columns) + column] = any;
            }
        }

        return sampled;
    }

    // The part shown is centred on the unit's positions, within the picture.
    private (double Left, double Top) Corner(int zoom)
    {
        if (zoom <= 1 || (Unit ?? Formula) is not { } mask)
        {
            return (Width * (1 - (1.0 / zoom)) / 2, Height * (1 - (1.0 / zoom)) / 2);
        }

        long count = 0, x = 0, y = 0;
        for (int at = 0; at < mask.Length; at++)
        {
            if (mask[at])
            {
                (count, x, y) = (count + 1, x + (at % Width), y + (at / Width));
            }
        }

        double middleX = count == 0 ? Width / 2.0 : 0.5 + ((double)x / count);
        double middleY = count == 0 ? Height / 2.0 : 0.5 + ((double)y / count);
        double width = (double)Width / zoom, height = (double)Height / zoom;
        return (Math.Clamp(middleX - (width / 2), 0, Width - width), Math.Clamp(middleY - (height / 2), 0, Height - height));
    }
}
