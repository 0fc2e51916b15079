using CompExplain.Tui.Sessions;

namespace CompExplain.Tui.Models.Asking;

/// <summary>The list of what may stand at the cursor.</summary>
internal sealed class CompletionList
{
    private const int MaximumChoices = 200;

    private readonly Session _session;
    private readonly Slot _completing;

    public CompletionList(Session session) => (_session, _completing) = (session, new Slot(session));

    /// <summary>The choices; empty if the list is closed.</summary>
    public IReadOnlyList<string> Choices { get; private set; } = [];

    /// <summary>Where in the line the text starts that a choice replaces.</summary>
    public int Start { get; private set; }

    /// <summary>The selected choice; -1 for none, and Tab takes the first.</summary>
    public int Selected { get; private set; } = -1;

    public bool IsOpen => Choices.Count > 0;

    /// <summary>Looks for choices.</summary>
    /// <param name="text">The line up to the cursor.</param>
    /// <param name="isRequested">Whether the list was asked for: then it opens even if no name is begun.</param>
    public void Suggest(string text, bool isRequested)
    {
        if (!isRequested && (text.Length == 0 || text[^1] is ' ' or '(' or ')' or ','))
        {
            _completing.Cancel();
            return;
        }

        var completion = _session.Completion;
        _completing.Start(
            _ => completion.Complete(text),
            found =>
            {
                bool isComplete = found.Choices.Count == 1 && found.Choices[0].Equals(
                    text[found.Start..], StringComparison.Ordinal);
                if (!isComplete)
                {
                    (Start, Choices, Selected) = (found.Start, [.. found.Choices.Take(MaximumChoices)], -1);
                }
            });
    }

    public void Select(int choice) => Selected = Math.Clamp(choice, -1, Choices.Count - 1);

    public void Close() => (Choices, Selected) = ([], -1);

    /// <summary>Closes the list and drops what is being looked for.</summary>
    public void Cancel()
    {
        Close();
        _completing.Cancel();
    }

    /// <summary>Reads the names before the first completion needs them.</summary>
    public void Prepare() => _session.Background.Run(() =>
    {
        _ = _session.Completion.Complete("a");
        return () => { };
    });
}
