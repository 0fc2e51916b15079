namespace CompExplain.Tui.Drawing;

/// <summary>The style of a cell; a null colour is the terminal's default.</summary>
internal readonly record struct Style(Rgb? Foreground, Rgb? Background, Emphasis Emphasis = Emphasis.None);
