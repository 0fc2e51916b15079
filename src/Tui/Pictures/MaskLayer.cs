namespace CompExplain.Tui.Pictures;

/// <summary>The masks that are shown over a picture.</summary>
public enum MaskLayer
{
    /// <summary>The unit's and the formula's.</summary>
    Both,

    /// <summary>The unit's.</summary>
    Unit,

    /// <summary>The formula's.</summary>
    Formula,

    /// <summary>None: the picture as it is.</summary>
    None,
}
