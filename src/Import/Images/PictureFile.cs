namespace CompExplain.Import.Images;

/// <summary>A photograph, to be looked at: made smaller by a whole factor where it is larger than is wanted.</summary>
/// <param name="Width">Columns.</param>
/// <param name="Height">Rows.</param>
/// <param name="Pixels">Red, green and blue of every pixel, row by row.</param>
public sealed record PictureFile(int Width, int Height, byte[] Pixels)
{
    /// <summary>Reads a photograph.</summary>
    /// <param name="path">The file: JPEG, PNG, WebP, BMP or GIF.</param>
    /// <param name="width">The columns that are wanted; it has as many or more where the file has.</param>
    /// <param name="height">The rows that are wanted.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ImportException">The file is missing, or is no picture. One that is damaged is
    /// shown as far as it can be decoded.</exception>
    public static PictureFile Read(string path, int width, int height, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var picture = PictureDecoder.Decode(path, allowDamaged: true);
        byte[] pixels = picture.Pixels;
        int rows = picture.Height, columns = picture.Width;
        int factor = Math.Max(1, Math.Min(columns / Math.Max(1, width), rows / Math.Max(1, height)));
        int wide = columns / factor, high = rows / factor;
        byte[] reduced = new byte[3 * wide * high];
        for (int row = 0; row < high; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (int column = 0; column < wide; column++)
            {
                for (int channel = 0; channel < 3; channel++)
                {
                    reduced[(3 * ((row * wide) + column)) + channel] = Mean(
                        pixels, columns, row * factor, column * factor, factor, channel);
                }
            }
        }

        return new PictureFile(wide, high, reduced);
    }

    private static byte Mean(byte[] pixels, int columns, int row, int column, int factor, int channel)
    {
        int sum = 0;
        for (int y = row; y < row + factor; y++)
        {
            for (int x = column; x < column + factor; x++)
            {
                sum += pixels[(4 * ((y * columns) + x)) + channel];
            }
        }

        return (byte)(sum / (factor * factor));
    }
}
