using System.Globalization;

namespace CompExplain.Import.Images;

/// <summary>The size that label maps are brought to, the same for all images of a data set.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
public readonly record struct MapSize(int Height, int Width)
{
    /// <summary>The maximum number of pixels: one shard holds 2^24 positions, and a label map is a small part of one.</summary>
    internal const int MaximumPositions = 1 << 24;

    private const int MaximumSide = 1 << 16;

    /// <summary>Broden's: 112 x 112.</summary>
    public static MapSize Default { get; } = new(112, 112);

    /// <summary>The side of a square, or height and width: <c>112</c>, <c>120x160</c>.</summary>
    public override string ToString() => Height == Width
        ? Height.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Height}x{Width}");

    /// <summary>Refuses sizes that cannot be; the error begins with where they stand.</summary>
    /// <exception cref="ImportException">It has no positions, or too many.</exception>
    internal void Check(string? where = null)
    {
        if (Height is < 1 or > MaximumSide || Width is < 1 or > MaximumSide || (long)Height * Width > MaximumPositions)
        {
            throw new ImportException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(where is null ? "" : where + ": ")}label maps of {Height} x {Width}; sides from 1 to {MaximumSide:N0} "
                    + $"and {MaximumPositions:N0} pixels can be"));
        }
    }
}
