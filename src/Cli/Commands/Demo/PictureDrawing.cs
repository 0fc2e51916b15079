using System.Globalization;
using System.Text;
using CompExplain.Demo.Drawing;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Pictures;

namespace CompExplain.Cli.Commands.Demo;

/// <summary>
/// Draws a picture with a mask over it in the terminal: half blocks in 24-bit colours, what is outside the mask dark and its
/// edge bright; plain characters where colours cannot be shown.
/// </summary>
internal static class PictureDrawing
{
    private const string Reset = "\e[0m";

    public static void Write(Terminal terminal, DrawnImage picture, bool[] mask)
    {
        if (!terminal.OutputColors || terminal.ColorDepth != ColorDepth.Full)
        {
            WritePlain(terminal.Out, picture, mask);
            return;
        }

        bool isWide = terminal.IsOutputTerminal && terminal.Width >= (2 * picture.Size) + 2;
        for (int row = 0; row < picture.Size; row += 2)
        {
            var line = new StringBuilder();
            if (isWide)
            {
                WriteRow(line, picture, null, row);
                line.Append("  ");
            }

            WriteRow(line, picture, mask, row);
            terminal.Out.WriteLine(line.ToString());
        }
    }

    private static void WriteRow(StringBuilder line, DrawnImage picture, bool[]? mask, int row)
    {
        for (int column = 0; column < picture.Size; column++)
        {
            var top = Color(picture, mask, row, column);
            var bottom = Color(picture, mask, Math.Min(row + 1, picture.Size - 1), column);
            line.Append(
                CultureInfo.InvariantCulture,
                $"\e[38;2;{top.Red};{top.Green};{top.Blue};48;2;{bottom.Red};{bottom.Green};{bottom.Blue}m▀");
        }

        line.Append(Reset);
    }

    private static Rgb Color(DrawnImage picture, bool[]? mask, int row, int column)
    {
        int at = (row * picture.Size) + column;
        return MaskShading.Shade(Pixel(picture, at), picture.Size, mask, null, at);
    }

    private static Rgb Pixel(DrawnImage picture, int at)
    {
        var pixel = picture.Pixels.Slice(3 * at, 3);
        return new Rgb(pixel[0], pixel[1], pixel[2]);
    }

    private static void WritePlain(TextWriter output, DrawnImage picture, bool[] mask)
    {
        int size = picture.Size;
        for (int row = 0; row < size; row += 2)
        {
            var line = new StringBuilder();
            for (int column = 0; column < size; column++)
            {
                int at = (row * size) + column;
                line.Append(MaskShading.Letter(Pixel(picture, at), mask[at], formula: false));
            }

            output.WriteLine(line.ToString().TrimEnd());
        }

        output.WriteLine("(u is where the unit is active; a terminal with 24-bit colours shows the picture)");
    }
}
