namespace CompExplain.Storage.Catalog;

/// <summary>What a probe dataset is: its inputs, and how many positions each has.</summary>
/// <param name="Name">A name for people.</param>
/// <param name="Kind">Images or texts.</param>
/// <param name="Height">Rows of the label maps, in pixels; 1 for texts.</param>
/// <param name="Width">Columns of the label maps, in pixels; 1 for texts.</param>
/// <param name="InputCount">How many inputs there are.</param>
/// <param name="SourceDirectory">The folder that the inputs' paths start from; null for texts.</param>
public sealed record DatasetDescription(
    string Name, DatasetKind Kind, int Height, int Width, int InputCount, string? SourceDirectory = null)
{
    /// <summary>How many positions an input has: <c>Height * Width</c>.</summary>
    public int PositionsPerInput => checked(Height * Width);

    /// <summary>How many positions there are in all.</summary>
    public long PositionCount => (long)InputCount * PositionsPerInput;
}
