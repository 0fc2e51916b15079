namespace CompExplain.Storage.Catalog;

/// <summary>A unit of a layer of the database.</summary>
/// <param name="Id">Its number in the database.</param>
/// <param name="LayerId">The layer it is of.</param>
/// <param name="Number">Its number in the layer, from 0.</param>
/// <param name="Threshold">The mask is the positions whose activation is above this; null if the mask was given.</param>
/// <param name="Size">The number of positions of its mask.</param>
/// <param name="ActiveInputs">The number of inputs on which its mask is not empty.</param>
/// <param name="Maximum">The highest activation.</param>
/// <param name="Minimum">The lowest activation.</param>
/// <param name="Mean">The mean activation.</param>
public sealed record Unit(
    int Id,
    int LayerId,
    int Number,
    double? Threshold,
    long Size,
    long ActiveInputs,
    double? Maximum,
    double? Minimum,
    double? Mean)
{
    /// <summary>
    /// How many of its stored activations are rounded; its mask and the values above are of the unrounded ones.
    /// </summary>
    public long Rounded { get; init; }
}
