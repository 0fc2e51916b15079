namespace CompExplain.Tui.Drawing;

/// <summary>Reduces colours to those of a terminal.</summary>
internal static class Palette
{
    private static readonly byte[] Levels = [0, 95, 135, 175, 215, 255];

    // The values of xterm.
    private static readonly Rgb[] Sixteen =
    [
        new(0, 0, 0), new(205, 0, 0), new(0, 205, 0), new(205, 205, 0), new(0, 0, 238), new(205, 0, 205), new(0, 205, 205), new(
            229,
            229,
            229),
        new(127, 127, 127), new(255, 0, 0), new(0, 255, 0), new(255, 255, 0),
        new(92, 92, 255), new(255, 0, 255), new(0, 255, 255), new(255, 255, 255),
    ];

    public static Style Fit(Style style, ColorDepth depth) =>
        style with
        {
            Foreground = style.Foreground is { } front ? Fit(front, depth) : null,
            Background = style.Background is { } back ? Fit(back, depth) : null,
        };

    /// <summary>The nearest colour of the terminal.</summary>
    public static Rgb Fit(Rgb color, ColorDepth depth) => depth switch
    {
        ColorDepth.Sixteen => Sixteen.MinBy(each => Distance(each, color)),
        ColorDepth.Palette => FitPalette(color),
        _ => color,
    };

    /// <summary>
    /// The number, from 16, of the nearest colour of the palette; users redefine the first sixteen, so they are not used.
    /// </summary>
    public static int NumberOf(Rgb color)
    {
        // The 6 x 6 x 6 cube, or the ramp of greys if that is nearer.
        int red = Level(color.Red), green = Level(color.Green), blue = Level(color.Blue);
        int step = Math.Clamp((color.Brightness - 3) / 10, 0, 23);
        return Distance(Grey(step), color) < Distance(new Rgb(Levels[red], Levels[green], Levels[blue]), color)
            ? 232 + step
            : 16 + (36 * red) + (6 * green) + blue;
    }

    private static Rgb FitPalette(Rgb color)
    {
        int number = NumberOf(color);
        return number >= 232
            ? Grey(number - 232)
            : new Rgb(Levels[(number - 16) / 36], Levels[(number - 16) / 6 % 6], Levels[(number - 16) % 6]);
    }

    private static Rgb Grey(int step)
    {
        byte value = (byte)(8 + (10 * step));
        return new Rgb(value, value, value);
    }

    private static int Level(byte value) => Enumerable.Range(0, Levels.Length).MinBy(level => Math.Abs(Levels[level] - value));

    private static int Distance(Rgb a, Rgb b)
    {
        int red = a.Red - b.Red, green = a.Green - b.Green, blue = a.Blue - b.Blue;
        return (3 * red * red) + (6 * green * green) + (blue * blue);
    }
}
