namespace CompExplain.Import.Images;

/// <summary>A photograph, decoded.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Pixels">Red, green, blue and opacity of every pixel, row by row.</param>
/// <param name="IsDamaged">Whether the file is damaged or cut short; the pixels that it lacks are grey, black or
/// transparent.</param>
public sealed record DecodedPicture(int Height, int Width, byte[] Pixels, bool IsDamaged);
