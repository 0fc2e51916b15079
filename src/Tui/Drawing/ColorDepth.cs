namespace CompExplain.Tui.Drawing;

/// <summary>The colours that a terminal can show.</summary>
public enum ColorDepth
{
    /// <summary>None: only bold, underlined and reversed text.</summary>
    Plain,

    /// <summary>The sixteen of every terminal.</summary>
    Sixteen,

    /// <summary>The palette of 256.</summary>
    Palette,

    /// <summary>All, with 24 bits.</summary>
    Full,
}
