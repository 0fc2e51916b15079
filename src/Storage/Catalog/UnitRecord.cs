namespace CompExplain.Storage.Catalog;

/// <summary>A unit to add.</summary>
/// <param name="Number">Its number in the layer, from 0.</param>
/// <param name="Threshold">The mask is the positions whose activation is above this; null if the mask was given.</param>
/// <param name="Maximum">The highest activation.</param>
/// <param name="Minimum">The lowest activation.</param>
/// <param name="Mean">The mean activation.</param>
/// <param name="ActiveInputs">The number of inputs on which its mask is not empty.</param>
/// <param name="Histogram">How its activations are spread.</param>
public sealed record UnitRecord(
    int Number, double? Threshold, double? Maximum, double? Minimum, double? Mean, long ActiveInputs, Histogram? Histogram)
{
    /// <summary>
    /// How many of its activations are rounded where they are stored; the values above are of the unrounded ones.
    /// </summary>
    public long Rounded { get; init; }
}
