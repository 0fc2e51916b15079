using System.Globalization;
using System.Text;
using CompExplain.Probe.Demo;

namespace CompExplain.Cli.Commands.Demo;

/// <summary>
/// Draws a picture with a mask over it in the terminal: half blocks in 24-bit colours, what is outside the mask dark and its
/// edge bright; plain characters where colours cannot be shown.
/// </summary>
internal static class PictureDrawing
{
    private const string Reset = "\e[0m";
    private const string Ramp = " .,:;-~=+";
    private const char Inside = '#';
    private const float Outside = 0.38f;

    private static readonly (byte Red, byte Green, byte Blue) Edge = (255, 230, 0);

    public static void Write(Terminal terminal, DrawnImage picture, bool[] mask)
    {
        if (!terminal.OutputColors || !HasTrueColor())
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

    // Terminals have no better way to say so.
    private static bool HasTrueColor() =>
        Environment.GetEnvironmentVariable("COLORTERM") is "truecolor" or "24bit"
        || Environment.GetEnvironmentVariable("WT_SESSION") is { Length: > 0 }
        || Environment.GetEnvironmentVariable("FORCE_COLOR") == "3";

    private static void WriteRow(StringBuilder line, DrawnImage picture, bool[]? mask, int row)
    {
        for (int column = 0; column < picture.Size; column++)
        {
            var (top, bottom) = (Color(picture, mask, row, column), Color(picture, mask, Math.Min(row + 1, picture.Size - 1), column));
            line.Append(CultureInfo.InvariantCulture, $"\e[38;2;{top.Red};{top.Green};{top.Blue};48;2;{bottom.Red};{bottom.Green};{bottom.Blue}m▀");
        }

        line.Append(Reset);
    }

    private static (byte Red, byte Green, byte Blue) Color(DrawnImage picture, bool[]? mask, int row, int column)
    {
        int at = (row * picture.Size) + column;
        var pixel = picture.Pixels.Slice(3 * at, 3);
        if (mask is null || (mask[at] && !IsEdge(picture.Size, mask, row, column)))
            return (pixel[0], pixel[1], pixel[2]);
        return mask[at] ? Edge : ((byte)(pixel[0] * Outside), (byte)(pixel[1] * Outside), (byte)(pixel[2] * Outside));
    }

    private static bool IsEdge(int size, bool[] mask, int row, int column) =>
        (row > 0 && !mask[((row - 1) * size) + column]) || (row < size - 1 && !mask[((row + 1) * size) + column])
        || (column > 0 && !mask[(row * size) + column - 1]) || (column < size - 1 && !mask[(row * size) + column + 1]);

    private static void WritePlain(TextWriter output, DrawnImage picture, bool[] mask)
    {
        int size = picture.Size;
        for (int row = 0; row < size; row += 2)
        {
            var line = new StringBuilder();
            for (int column = 0; column < size; column++)
            {
                int at = (row * size) + column;
                var pixel = picture.Pixels.Slice(3 * at, 3);
                int brightness = ((3 * pixel[0]) + (6 * pixel[1]) + pixel[2]) / 10;
                line.Append(mask[at] ? Inside : Ramp[brightness * Ramp.Length / 256]);
            }

            output.WriteLine(line.ToString().TrimEnd());
        }

        output.WriteLine($"({Inside} is where the unit is active; a terminal with 24-bit colours shows the picture)");
    }
}
