using CompExplain.Query.Editing;

namespace CompExplain.Tui.Models.Shell;

/// <summary>A question that is answered with one line of text.</summary>
internal sealed class PromptOverlay : Overlay
{
    private readonly Action _changed;

    public PromptOverlay(string title, string explanation, string text, Action<string> accept, Action close, Action changed)
        : base(title)
    {
        Explanation = explanation;
        _changed = changed;
        Line.Set(text);
        UiCommand Edit(string name, string key, Action edit) => new(name, key, edit + changed) { IsAlias = true };
        Commands =
        [
            new("accept", "Enter", close + (() => accept(Line.Text.Trim()))) { Short = "accept" },
            new("close", "Esc", close) { Short = "close" },
            Edit("left", "CursorLeft", Line.Left),
            Edit("right", "CursorRight", Line.Right),
            Edit("to the start", "Home", Line.Home),
            Edit("to the end", "End", Line.End),
            Edit("delete", "Delete", Line.Delete),
            Edit("delete", "Backspace", Line.Backspace),
            Edit("delete all", "Ctrl+U", () => Line.KillToStart()),
        ];
    }

    /// <summary>What the answer is for.</summary>
    public string Explanation { get; }

    public LineBuffer Line { get; } = new();

    public override IReadOnlyList<UiCommand> Commands { get; }

    public override void Type(string text)
    {
        Line.Insert(text.ReplaceLineEndings(" "));
        _changed();
    }
}
