namespace CompExplain.Networks.Journals;

/// <summary>The shape of a layer's activations for one input.</summary>
/// <param name="Units">Units of the layer.</param>
/// <param name="GridHeight">Rows of a unit's grid; 1 where it has none.</param>
/// <param name="GridWidth">Columns of a unit's grid; 1 where it has none.</param>
internal readonly record struct LayerShape(int Units, int GridHeight, int GridWidth)
{
    /// <summary>Cells of a unit's grid.</summary>
    public int Cells => GridHeight * GridWidth;
}
