namespace CompExplain.Tui.Drawing;

/// <summary>Which colours a terminal can show.</summary>
public enum ColorDepth
{
    /// <summary>None: bold, underlined and reversed text alone.</summary>
    Plain,

    /// <summary>The sixteen that every terminal has.</summary>
    Sixteen,

    /// <summary>The palette of 256.</summary>
    Palette,

    /// <summary>All, 24 bits of them.</summary>
    Full,
}
