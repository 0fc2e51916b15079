using CompExplain.Query.Results;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models;

/// <summary>A screen: its state and its commands.</summary>
internal abstract class ScreenModel
{
    protected ScreenModel(Session session) => Session = session;

    public abstract string Title { get; }

    public Session Session { get; }

    /// <summary>The commands of its keys.</summary>
    public abstract IReadOnlyList<UiCommand> Commands { get; }

    /// <summary>The query that gives what is on screen; null if there is none.</summary>
    public abstract string? Query { get; }

    /// <summary>The rows on screen, to export; null if there are none.</summary>
    public abstract QueryResult? Rows { get; }

    /// <summary>Takes typed text.</summary>
    /// <returns>Whether it used the text.</returns>
    public virtual bool Type(string text) => false;

    /// <summary>Whether every character is text, the question mark too.</summary>
    public virtual bool IsWriting => false;

    /// <summary>Scrolls by rows.</summary>
    public virtual void Scroll(int rows)
    {
    }

    /// <summary>Called when the screen is shown.</summary>
    public virtual void Enter()
    {
    }

    /// <summary>Called when another database was opened.</summary>
    public abstract void Reload();
}
