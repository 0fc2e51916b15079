namespace CompExplain.Tui.Models.Shell;

/// <summary>A window over the screen that takes the keys: the list of keys, the palette, a question.</summary>
internal abstract class Overlay
{
    protected Overlay(string title) => Title = title;

    public string Title { get; }

    public abstract IReadOnlyList<UiCommand> Commands { get; }

    /// <summary>Takes typed text.</summary>
    public virtual void Type(string text)
    {
    }
}
