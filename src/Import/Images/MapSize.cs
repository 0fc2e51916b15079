using System.Globalization;

namespace CompExplain.Import.Images;

/// <summary>The size that label maps are brought to, the same for all images of a data set.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct MapSize(int Height, int Width)
{
    /// <summary>The maximum number of pixels: one shard holds 2^24 positions, and a label map is a small part of one.</summary>
    internal const int MaximumPositions = 1 << 24;

    /// <summary>Broden's: 112 x 112.</summary>
    public static MapSize Default { get; } = new(112, 112);

    /// <summary>The side of a square, or height and width: <c>112</c>, <c>120x160</c>.</summary>
    public override string ToString() => Height == Width
        ? Height.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Height}x{Width}");

    /// <summary>Refuses sizes that cannot be.</summary>
    /// <exception cref="ImportException">It has no positions, or too many.</exception>
    internal void Check()
    {
        if (Height < 1 || Width < 1 || (long)Height * Width > MaximumPositions)
        {
            throw new ImportException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"label maps of {Height} x {Width}; sizes from 1 x 1 to {MaximumPositions:N0} pixels can be"));
        }
    }
}
