namespace CompExplain.Import.Images;

/// <summary>What the samples of a PNG's pixel are; the values are those of its header.</summary>
internal enum PngColour
{
    /// <summary>A grey.</summary>
    Grey = 0,

    /// <summary>Red, green and blue.</summary>
    Rgb = 2,

    /// <summary>An index into the palette.</summary>
    Indexed = 3,

    /// <summary>A grey and its opacity.</summary>
    GreyAlpha = 4,

    /// <summary>Red, green, blue and their opacity.</summary>
    Rgba = 6,
}
