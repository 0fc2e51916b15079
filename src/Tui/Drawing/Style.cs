namespace CompExplain.Tui.Drawing;

/// <summary>How a cell of the screen looks; a colour that is null is the terminal's own.</summary>
internal readonly record struct Style(Rgb? Foreground, Rgb? Background, Emphasis Emphasis = Emphasis.None);
