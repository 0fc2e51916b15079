using CompExplain.Query.Diagnostics;

namespace CompExplain.Cli;

/// <summary>Writes notes and errors to standard error.</summary>
internal static class Talk
{
    private const string Red = "\e[31;1m", Cyan = "\e[36m", Dim = "\e[2m", Reset = "\e[0m";

    public static void Note(Terminal terminal, string note) =>
        terminal.Error.WriteLine(Paint(terminal, Cyan, "note:") + " " + VisibleText.Of(note));

    public static void Say(Terminal terminal, string sentence) => terminal.Error.WriteLine(VisibleText.Of(sentence));

    public static void Error(Terminal terminal, string message) =>
        terminal.Error.WriteLine(Paint(terminal, Red, "error:") + " " + VisibleText.Of(message));

    /// <summary>Writes a diagnostic with its caret, coloured if standard error is a terminal.</summary>
    public static void Error(Terminal terminal, Diagnostic diagnostic)
    {
        string text = CommandHints.Complete(diagnostic).Render();
        if (!terminal.ErrorColors)
        {
            terminal.Error.WriteLine(text);
            return;
        }

        string[] lines = text.Split('\n');
        const string word = "error:";
        lines[0] = lines[0].StartsWith(word, StringComparison.Ordinal) ? Red + word + Reset + lines[0][word.Length..] : lines[0];
        for (int i = 1; i < lines.Length; i++)
        {
            bool isCaret = lines[i].AsSpan().Trim() is { Length: > 0 } mark && !mark.ContainsAnyExcept('^');
            if (isCaret)
            {
                lines[i] = Red + lines[i] + Reset;
            }
            else if (i > 2)
            {
                lines[i] = Dim + lines[i] + Reset;
            }
        }

        terminal.Error.WriteLine(string.Join('\n', lines));
    }

    private static string Paint(Terminal terminal, string color, string text) =>
        terminal.ErrorColors ? color + text + Reset : text;
}
