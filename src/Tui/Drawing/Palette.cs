namespace CompExplain.Tui.Drawing;

/// <summary>Brings colours to those that a terminal has.</summary>
internal static class Palette
{
    private static readonly byte[] Levels = [0, 95, 135, 175, 215, 255];

    // As xterm has them.
    private static readonly Rgb[] Sixteen =
    [
        new(0, 0, 0), new(205, 0, 0), new(0, 205, 0), new(205, 205, 0), new(0, 0, 238), new(205, 0, 205), new(0, 205, 205), new(229, 229, 229),
        new(127, 127, 127), new(255, 0, 0), new(0, 255, 0), new(255, 255, 0), new(92, 92, 255), new(255, 0, 255), new(0, 255, 255), new(255, 255, 255),
    ];

    public static Style Fit(Style style, ColorDepth depth) =>
        style with { Foreground = style.Foreground is { } front ? Fit(front, depth) : null, Background = style.Background is { } back ? Fit(back, depth) : null };

    /// <summary>The nearest colour that there is.</summary>
    public static Rgb Fit(Rgb color, ColorDepth depth) => depth switch
    {
        ColorDepth.Sixteen => Sixteen.MinBy(each => Distance(each, color)),
        ColorDepth.Palette => FitPalette(color),
        _ => color,
    };

    // The 6 x 6 x 6 cube, or the ramp of greys where that is nearer. The first sixteen are left out: people change them.
    private static Rgb FitPalette(Rgb color)
    {
        var cube = new Rgb(Level(color.Red), Level(color.Green), Level(color.Blue));
        byte step = (byte)(8 + (10 * Math.Clamp((color.Brightness - 3) / 10, 0, 23)));
        var grey = new Rgb(step, step, step);
        return Distance(grey, color) < Distance(cube, color) ? grey : cube;
    }

    private static byte Level(byte value) => Levels.MinBy(level => Math.Abs(level - value));

    private static int Distance(Rgb a, Rgb b)
    {
        int red = a.Red - b.Red, green = a.Green - b.Green, blue = a.Blue - b.Blue;
        return (3 * red * red) + (6 * green * green) + (blue * blue);
    }
}
