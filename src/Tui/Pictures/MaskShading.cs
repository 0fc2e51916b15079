using CompExplain.Tui.Drawing;

namespace CompExplain.Tui.Pictures;

/// <summary>
/// How masks look on a picture: pixels in no mask are dark; the unit's mask has a bright edge, the rest of the formula's is
/// tinted.
/// Without colours, letters: <c>u</c> the unit alone, <c>f</c> the formula alone, <c>#</c> both.
/// </summary>
public static class MaskShading
{
    private const float Outside = 0.38f;
    private const float Tint = 0.42f;
    private const string Ramp = " .,:;-~=+";

    /// <summary>The colour of a unit's edge.</summary>
    public static Rgb UnitEdge { get; } = new(255, 230, 0);

    /// <summary>The colour of a formula's mask.</summary>
    public static Rgb FormulaTint { get; } = new(63, 208, 255);

    /// <summary>The colour of a pixel.</summary>
    /// <param name="pixel">The picture's.</param>
    /// <param name="width">Columns of the masks.</param>
    /// <param name="unit">The unit's mask, row by row; null if it is not shown.</param>
    /// <param name="formula">The formula's mask; null if it is not shown.</param>
    /// <param name="at">The pixel, row by row.</param>
    public static Rgb Shade(Rgb pixel, int width, bool[]? unit, bool[]? formula, int at)
    {
        if (unit is null && formula is null)
        {
            return pixel;
        }

        if (unit is not null && unit[at] && IsEdge(width, unit, at))
        {
            return UnitEdge;
        }

        if (formula is not null && formula[at])
        {
            return unit is null ? (IsEdge(width, formula, at) ? FormulaTint : pixel) : pixel.Mixed(FormulaTint, Tint);
        }

        return unit is not null && unit[at] ? pixel : pixel.Dimmed(Outside);
    }

    /// <summary>The character of a pixel without colours.</summary>
    /// <param name="pixel">The picture's.</param>
    /// <param name="unit">Whether the unit has it.</param>
    /// <param name="formula">Whether the formula has it.</param>
    public static char Letter(Rgb pixel, bool unit, bool formula) => (unit, formula) switch
    {
        (true, true) => '#',
        (true, false) => 'u',
        (false, true) => 'f',
        _ => Ramp[pixel.Brightness * Ramp.Length / 256],
    };

    private static bool IsEdge(int width, bool[] mask, int at)
    {
        int column = at % width;
        return (at >= width && !mask[at - width]) || (at + width < mask.Length && !mask[at + width])
            || (column > 0 && !mask[at - 1]) || (column < width - 1 && !mask[at + 1]);
    }
}
