namespace CompExplain.Tui.Drawing;

/// <summary>The attributes of text beside its colours.</summary>
[Flags]
internal enum Emphasis
{
    None = 0,
    Bold = 1,
    Faint = 2,
    Underline = 4,
    Reverse = 8,
}
