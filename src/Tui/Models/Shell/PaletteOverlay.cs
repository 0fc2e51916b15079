namespace CompExplain.Tui.Models.Shell;

/// <summary>All commands, to find by a few letters.</summary>
internal sealed class PaletteOverlay : Overlay
{
    private readonly IReadOnlyList<(string Where, UiCommand Command)> _all;
    private readonly Action _close;
    private readonly Action _changed;

    public PaletteOverlay(IReadOnlyList<(string Where, UiCommand Command)> all, Action close, Action changed)
        : base("Commands")
    {
        (_all, _close, _changed) = (all, close, changed);
        Found = all;
        Commands =
        [
            new("do it", "Enter", () => Choose(Selected)) { Short = "do it" },
            new("close", "Esc", close) { Short = "close" },
            new("next", "CursorDown", () => Move(1)) { Short = "choose" },
            new("previous", "CursorUp", () => Move(-1)),
            new("next", "PageDown", () => Move(8)),
            new("previous", "PageUp", () => Move(-8)),
            new("delete", "Backspace", () => Filter(Text.Length > 0 ? Text[..^1] : Text)),
        ];
    }

    public override IReadOnlyList<UiCommand> Commands { get; }

    public string Text { get; private set; } = string.Empty;

    public IReadOnlyList<(string Where, UiCommand Command)> Found { get; private set; }

    public int Selected { get; private set; }

    public override void Type(string text) => Filter(Text + text);

    public void Choose(int index)
    {
        if (index >= Found.Count)
        {
            return;
        }

        _close();
        Found[index].Command.Run();
    }

    private void Move(int by)
    {
        Selected = Math.Clamp(Selected + by, 0, Math.Max(0, Found.Count - 1));
        _changed();
    }

    private static string NameOf((string Where, UiCommand Command) each) => $"{each.Where} {each.Command.Name}";

    private void Filter(string text)
    {
        Text = text;
        Selected = 0;
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Found = [.. _all.Where(each => words.All(word => NameOf(each).Contains(word, StringComparison.OrdinalIgnoreCase)))];
        _changed();
    }
}
