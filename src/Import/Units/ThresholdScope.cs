namespace CompExplain.Import.Units;

/// <summary>Which values a share of the highest is taken of.</summary>
public enum ThresholdScope
{
    /// <summary>All positions, after interpolation to the label maps, as the paper has it.</summary>
    Positions,

    /// <summary>The layer's raw grid, as NetDissect and the authors' code have it.</summary>
    Grid,
}
