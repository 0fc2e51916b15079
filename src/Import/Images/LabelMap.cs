using System.Globalization;

namespace CompExplain.Import.Images;

/// <summary>Decodes label maps: PNG pictures whose pixels are numbers.</summary>
internal static class LabelMap
{
    /// <summary>Decodes a map of Broden, label = R + 256 G. One of a single grey channel has no G: its grey is the
    /// label.</summary>
    /// <param name="path">The file.</param>
    /// <param name="height">The rows it must have.</param>
    /// <param name="width">The columns it must have.</param>
    /// <param name="labels">Receives height x width labels.</param>
    /// <returns>How many pixels have another B than 0, which is no part of the label.</returns>
    public static long Read(string path, int height, int width, ushort[] labels)
    {
        var file = PngFile.Open(path);
        if (file.Width != width || file.Height != height)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} is {file.Height} x {file.Width}, and the index says {height} x {width} (sh x sw); correct the index, or "
                + $"resize the map"));
        }

        long blue = 0;
        int[] columns = [.. Enumerable.Range(0, width)];
        int[] numbers = new int[width];
        file.ReadRows((y, row) =>
        {
            Take(path, file, row, columns, byColour: true, numbers);
            for (int x = 0; x < numbers.Length; x++)
            {
                labels[(y * numbers.Length) + x] = (ushort)numbers[x];
                blue += numbers[x] >> 16 != 0 ? 1 : 0;
            }
        });
        return blue;
    }

    /// <summary>
    /// Decodes a map of any size and takes its numbers at another, the nearest pixel's: a grey, an index into a palette, or
    /// R + 256 G + 65,536 B.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="height">Rows to give.</param>
    /// <param name="width">Columns to give.</param>
    /// <param name="byColour">Whether an index stands for the palette's colour, and a grey of 8 bits for a colour.</param>
    /// <returns>height x width numbers.</returns>
    public static int[] ReadNumbers(string path, int height, int width, bool byColour = false)
    {
        var file = PngFile.Open(path);
        int[] numbers = new int[height * width];
        int[] columns = [.. Enumerable.Range(0, width).Select(x => Nearest(x, file.Width, width))];
        // Where colours have names, a grey of 8 bits is the colour of that red, green and blue.
        bool isGrey = file.Colour is PngColour.Grey or PngColour.GreyAlpha;
        if (byColour && isGrey && file.Depth == 16)
        {
            throw new ImportException(
                $"{path} is grey of 16 bits, and its names are those of colours; name its numbers in a column number");
        }

        int scale = byColour && isGrey ? 0x010101 : 1;
        int next = 0;
        file.ReadRows((row, samples) =>
        {
            for (; next < height && Nearest(next, file.Height, height) == row; next++)
            {
                var line = numbers.AsSpan(next * width, width);
                Take(path, file, samples, columns, byColour, line);
                foreach (ref int number in line)
                {
                    number *= scale;
                }
            }
        });
        return numbers;
    }

    /// <summary>A number that stands for a colour, as a style sheet writes the colour: <c>#rrggbb</c>.</summary>
    public static string ColourOf(int number) => string.Create(
        CultureInfo.InvariantCulture, $"#{number & 0xFF:x2}{(number >> 8) & 0xFF:x2}{(number >> 16) & 0xFF:x2}");

    /// <summary>The row or column whose pixels hold the middle of one at another size.</summary>
    /// <param name="at">The row or column at the other size.</param>
    /// <param name="from">The rows or columns that there are.</param>
    /// <param name="to">The other size's.</param>
    public static int Nearest(int at, int from, int to) => (int)(((2L * at) + 1) * from / (2L * to));

    // The numbers of a row's pixels at some columns.
    private static void Take(
        string path, PngFile file, ReadOnlySpan<ushort> row, ReadOnlySpan<int> columns, bool byColour, Span<int> numbers)
    {
        int channels = file.Channels;
        if (file.Colour is PngColour.Grey or PngColour.GreyAlpha || (file.Colour == PngColour.Indexed && !byColour))
        {
            for (int i = 0; i < columns.Length; i++)
            {
                numbers[i] = row[columns[i] * channels];
            }

            return;
        }

        if (file.Colour == PngColour.Indexed)
        {
            var palette = file.Palette.Span;
            for (int i = 0; i < columns.Length; i++)
            {
                numbers[i] = PaletteColour(path, palette, row[columns[i]]);
            }

            return;
        }

        if (file.Depth == 16)
        {
            throw new ImportException(
                $"{path} has 16 bits a colour; write label maps in grey, which may have 16 bits, or with 8 bits a colour");
        }

        for (int i = 0; i < columns.Length; i++)
        {
            var pixel = row.Slice(columns[i] * channels, 3);
            numbers[i] = pixel[0] | (pixel[1] << 8) | (pixel[2] << 16);
        }
    }

    private static int PaletteColour(string path, ReadOnlySpan<byte> palette, int index)
    {
        int entry = 3 * index;
        return entry + 3 <= palette.Length
            ? palette[entry] | (palette[entry + 1] << 8) | (palette[entry + 2] << 16)
            : throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} has the index {index}, and its palette has {palette.Length / 3} colours; write the map again"));
    }
}
