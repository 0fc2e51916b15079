using CompExplain.Query.Results;
using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models;

/// <summary>A screen: what it holds, and what its keys do.</summary>
internal abstract class ScreenModel
{
    protected ScreenModel(Session session) => Session = session;

    public abstract string Title { get; }

    public Session Session { get; }

    /// <summary>What its keys do.</summary>
    public abstract IReadOnlyList<UiCommand> Commands { get; }

    /// <summary>What is on screen, as a query; null where there is none.</summary>
    public abstract string? Query { get; }

    /// <summary>What is on screen, as rows to export; null where there are none.</summary>
    public abstract QueryResult? Rows { get; }

    /// <summary>Takes what is typed.</summary>
    /// <returns>Whether it has a use for it.</returns>
    public virtual bool Type(string text) => false;

    /// <summary>Whether every character is text, the question mark too.</summary>
    public virtual bool IsWriting => false;

    /// <summary>Moves what is shown, as a mouse wheel does.</summary>
    public virtual void Scroll(int rows)
    {
    }

    /// <summary>Called when it comes to be seen.</summary>
    public virtual void Enter()
    {
    }

    /// <summary>Called when another database was opened.</summary>
    public abstract void Reload();
}
