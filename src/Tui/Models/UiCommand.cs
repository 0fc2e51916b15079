namespace CompExplain.Tui.Models;

/// <summary>A command: a key runs it, and the palette lists it.</summary>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="Key">The key: <c>Ctrl+O</c>, <c>F2</c>, <c>CursorUp</c>, <c>m</c>.</param>
/// <param name="Run">Does it.</param>
internal sealed record UiCommand(string Name, string Key, Action Run)
{
    /// <summary>A word or two for the line of keys; null if it is not named there.</summary>
    public string? Short { get; init; }

    /// <summary>Whether it is named there even if there is little room.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Whether help and the palette leave it out, because another key does the same.</summary>
    public bool IsAlias { get; init; }

    /// <summary>The key as it is shown.</summary>
    public string ShownKey => Key
        .Replace("CursorUp", "↑", StringComparison.Ordinal).Replace("CursorDown", "↓", StringComparison.Ordinal)
        .Replace("CursorLeft", "←", StringComparison.Ordinal).Replace("CursorRight", "→", StringComparison.Ordinal)
        .Replace("PageUp", "PgUp", StringComparison.Ordinal).Replace("PageDown", "PgDn", StringComparison.Ordinal)
        .Replace("Ctrl+", "Ctrl-", StringComparison.Ordinal).Replace("Alt+", "Alt-", StringComparison.Ordinal)
        .Replace("Shift+", "Shift-", StringComparison.Ordinal);
}
