namespace CompExplain.Tui.Models.Shell;

/// <summary>Something that lies over the screen and takes the keys: the list of keys, the palette, a question.</summary>
internal abstract class Overlay
{
    protected Overlay(string title) => Title = title;

    public string Title { get; }

    public abstract IReadOnlyList<UiCommand> Commands { get; }

    /// <summary>Takes what is typed.</summary>
    public virtual void Type(string text)
    {
    }
}
