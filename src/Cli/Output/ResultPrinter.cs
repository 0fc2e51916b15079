using CompExplain.Query.Results;

namespace CompExplain.Cli.Output;

/// <summary>Prints an answer's rows to standard output and its notes to standard error.</summary>
internal static class ResultPrinter
{
    /// <summary>Prints an answer.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="format">How.</param>
    /// <param name="terminal">Where.</param>
    /// <param name="asRecord">One row that people read downwards, a line a column.</param>
    public static void Print(QueryResult result, OutputFormat format, Terminal terminal, bool asRecord = false)
    {
        switch (format)
        {
            case OutputFormat.Json:
                JsonRows.Write(result, terminal.Data);
                break;
            case OutputFormat.Csv:
                CsvRows.Write(result, terminal.Data);
                break;
            case OutputFormat.Markdown:
                MarkdownTable.Write(asRecord ? Record.Of(result) : result, terminal.Data);
                break;
            default:
                TextTable.Write(asRecord ? Record.Of(result) : result, terminal);
                break;
        }

        if (result.Notes.Count == 0)
        {
            return;
        }

        terminal.Out.Flush();
        foreach (string note in result.Notes)
        {
            Talk.Note(terminal, note);
        }

        foreach (var missing in result.Missing)
        {
            Talk.Note(terminal, CommandHints.Of(missing));
        }
    }
}
