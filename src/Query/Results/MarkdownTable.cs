namespace CompExplain.Query.Results;

/// <summary>Rows as a Markdown table (GitHub's), nested answers below it under a heading.</summary>
public static class MarkdownTable
{
    /// <summary>Writes an answer.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="output">Where to.</param>
    public static void Write(QueryResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var flat = Enumerable.Range(0, result.Columns.Count).Where(i => result.Columns[i].Kind != ColumnKind.Nested).ToList();
        if (flat.Count > 0)
        {
            output.WriteLine($"| {string.Join(" | ", flat.Select(i => Escape(result.Columns[i].Name)))} |");
            output.WriteLine($"| {string.Join(" | ", flat.Select(i => Cell.IsNumber(result.Columns[i]) ? "---:" : "---"))} |");
            foreach (object?[] row in result.Rows)
            {
                output.WriteLine($"| {string.Join(" | ", flat.Select(i => Escape(Cell.Show(row[i], result.Columns[i]))))} |");
            }
        }

        bool isFirst = flat.Count == 0;
        foreach (var (heading, nested) in Nested.Of(result))
        {
            if (!isFirst)
            {
                output.WriteLine();
            }

            isFirst = false;
            output.WriteLine($"**{Escape(heading)}**");
            output.WriteLine();
            Write(nested, output);
        }
    }

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("|", "\\|", StringComparison.Ordinal);
}
