namespace CompExplain.Tui.Drawing;

/// <summary>
/// One cell of the screen: a character with the marks on it, or nothing where the one before is two cells wide.
/// </summary>
internal readonly record struct CanvasCell(string Text, Style Style);
