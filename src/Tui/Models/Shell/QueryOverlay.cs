namespace CompExplain.Tui.Models.Shell;

/// <summary>The query that gives what is on screen, to copy.</summary>
internal sealed class QueryOverlay : Overlay
{
    public QueryOverlay(string query, string command, Action<string> copy, Action<string> ask, Action close)
        : base("What is on screen, as a query")
    {
        (Query, Command) = (query, command);
        Commands =
        [
            new("copy the query", "Enter", close + (() => copy(query))) { Short = "copy" },
            new("copy the command", "c", close + (() => copy(command))) { Short = "copy the command" },
            new("put it into Ask", "a", () =>
            {
                close();
                ask(query);
            }) { Short = "ask" },
            new("close", "Esc", close) { Short = "close" },
        ];
    }

    public string Query { get; }

    /// <summary>The command that asks it.</summary>
    public string Command { get; }

    public override IReadOnlyList<UiCommand> Commands { get; }
}
