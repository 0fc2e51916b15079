namespace CompExplain.Tui.Drawing;

/// <summary>
/// One cell of the screen: a grapheme; empty if the cell before is two columns wide.
/// </summary>
internal readonly record struct CanvasCell(string Text, Style Style);
