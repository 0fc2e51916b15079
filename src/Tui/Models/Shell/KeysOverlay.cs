namespace CompExplain.Tui.Models.Shell;

/// <summary>The keys of the current screen.</summary>
internal sealed class KeysOverlay : Overlay
{
    public KeysOverlay(
        string title, IReadOnlyList<(string Heading, IReadOnlyList<UiCommand> Commands)> groups, Action close, Action changed)
        : base(title)
    {
        Groups = groups;
        void Move(int lines)
        {
            First = Math.Max(0, First + lines);
            changed();
        }

        Commands =
        [
            new("close", "Esc", close) { Short = "close" },
            new("close", "Enter", close),
            new("close", "?", close),
            new("close", "F9", close),
            new("down", "CursorDown", () => Move(1)) { Short = "more" },
            new("up", "CursorUp", () => Move(-1)),
            new("down", "PageDown", () => Move(10)),
            new("up", "PageUp", () => Move(-10)),
        ];
    }

    public IReadOnlyList<(string Heading, IReadOnlyList<UiCommand> Commands)> Groups { get; }

    public override IReadOnlyList<UiCommand> Commands { get; }

    /// <summary>The first line that is shown.</summary>
    public int First { get; set; }
}
