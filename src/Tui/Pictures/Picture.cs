using CompExplain.Tui.Drawing;

namespace CompExplain.Tui.Pictures;

/// <summary>A picture of an input.</summary>
public sealed class Picture
{
    private readonly byte[] _pixels;

    /// <summary>Makes a picture.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">Red, green and blue of every pixel, row by row; the picture owns the array.</param>
    /// <exception cref="ArgumentException">There are not three bytes a pixel.</exception>
    public Picture(int width, int height, byte[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        if (pixels.Length != 3 * width * height)
        {
            throw new ArgumentException(
                $"{width} x {height} pixels are {3 * width * height} bytes, not {pixels.Length}", nameof(pixels));
        }

        (Width, Height, _pixels) = (width, height, pixels);
    }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>A pixel.</summary>
    /// <param name="column">Its column.</param>
    /// <param name="row">Its row.</param>
    public Rgb this[int column, int row]
    {
        get
        {
            int at = 3 * ((row * Width) + column);
            return new Rgb(_pixels[at], _pixels[at + 1], _pixels[at + 2]);
        }
    }

    /// <summary>The mean colour of a part; a pixel on its border counts by the share of it that is inside.</summary>
    internal Rgb Mean(double left, double top, double right, double bottom)
    {
        double red = 0, green = 0, blue = 0, sum = 0;
        for (int row = Math.Max(0, (int)top); row < Math.Min(Height, Math.Ceiling(bottom)); row++)
        {
            double tall = Math.Min(bottom, row + 1) - Math.Max(top, row);
            for (int column = Math.Max(0, (int)left); column < Math.Min(Width, Math.Ceiling(right)); column++)
            {
                double weight = tall * (Math.Min(right, column + 1) - Math.Max(left, column));
                var pixel = this[column, row];
                (red, green, blue, sum) = (
                    red + (weight * pixel.Red), green + (weight * pixel.Green), blue + (weight * pixel.Blue), sum + weight);
            }
        }

        return sum <= 0 ? default : new Rgb((byte)(red / sum), (byte)(green / sum), (byte)(blue / sum));
    }
}
