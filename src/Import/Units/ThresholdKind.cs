namespace CompExplain.Import.Units;

/// <summary>How masks come from values.</summary>
public enum ThresholdKind
{
    /// <summary>The values above a number.</summary>
    Above,

    /// <summary>The highest share of a unit's values.</summary>
    TopShare,

    /// <summary>The values are the mask already: zeros and ones.</summary>
    Given,
}
