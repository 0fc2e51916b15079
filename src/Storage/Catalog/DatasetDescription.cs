namespace CompExplain.Storage.Catalog;

/// <summary>A probe dataset: its inputs and the positions of each.</summary>
/// <param name="Name">A name for people.</param>
/// <param name="Kind">Images or texts.</param>
/// <param name="Height">Rows of the label maps, in pixels; 1 for texts.</param>
/// <param name="Width">Columns of the label maps, in pixels; 1 for texts.</param>
/// <param name="InputCount">The number of inputs.</param>
/// <param name="SourceDirectory">The folder that the inputs' paths are relative to; null for texts.</param>
public sealed record DatasetDescription(
    string Name, DatasetKind Kind, int Height, int Width, int InputCount, string? SourceDirectory = null)
{
    /// <summary>The number of positions of an input: <c>Height * Width</c>.</summary>
    public int PositionsPerInput => checked(Height * Width);

    /// <summary>The number of positions of all inputs.</summary>
    public long PositionCount => (long)InputCount * PositionsPerInput;
}
