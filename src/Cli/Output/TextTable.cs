using CompExplain.Query.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CompExplain.Cli.Output;

/// <summary>
/// Rows as a table that people read. A terminal gets it in its width, see <see cref="TableLayout"/>; one with no room for it gets
/// a line for each value. A pipe gets it plain and as wide as it is. Values are never markup.
/// </summary>
internal static class TextTable
{
    private const int Unbounded = 1_000_000;

    // A terminal of fewer columns gets a line for each value.
    private const int NarrowestTable = 20;

    public static void Write(QueryResult result, Terminal terminal)
    {
        int width = terminal.IsOutputTerminal ? Math.Max(1, terminal.MeasureWidth()) : Unbounded;
        Write(result, SpectreConsole.ForOutput(terminal, Unbounded), width);
    }

    private static void Write(QueryResult result, IAnsiConsole console, int width)
    {
        var flat = Enumerable.Range(0, result.Columns.Count).Where(i => result.Columns[i].Kind != ColumnKind.Nested).ToList();
        if (flat.Count > 0 && result.Rows.Count == 0)
        {
            console.Write(new Text("nothing found\n"));
        }
        else if (flat.Count > 0)
        {
            WriteRows(result, flat, console, width);
        }

        foreach (var (heading, nested) in Nested.Of(result))
        {
            bool empty = nested.Rows.Count == 0;
            console.Write(new Text(empty ? $"{heading}: none\n" : $"{heading}:\n", new Style(decoration: Decoration.Bold)));
            if (!empty)
            {
                Write(nested, console, width);
            }
        }
    }

    private static void WriteRows(QueryResult result, List<int> flat, IAnsiConsole console, int width)
    {
        var columns = flat.ConvertAll(i => result.Columns[i]);
        var rows = result.Rows.Select(row => flat.Select(i => Cell.Show(row[i], result.Columns[i])).ToArray()).ToList();
        var headings = columns.ConvertAll(column => column.Name);
        var isNumber = columns.ConvertAll(Cell.IsNumber);
        if (width >= NarrowestTable && TableLayout.Of(headings, rows, isNumber, width) is { } layout)
        {
            console.Write(Table(headings, rows, isNumber, layout));
        }
        else
        {
            WriteLines(headings, rows, console);
        }
    }

    private static Table Table(List<string> headings, List<string[]> rows, List<bool> isNumber, TableLayout layout)
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = new Style(decoration: Decoration.Dim) };
        for (int i = 0; i < headings.Count; i++)
        {
            string heading = TableLayout.Cut(headings[i], layout.Widths[i]);
            var column = new TableColumn(new Text(heading, new Style(decoration: Decoration.Bold))) { Width = layout.Widths[i] };
            if (isNumber[i])
            {
                column.RightAligned().NoWrap();
            }

            table.AddColumn(column);
        }

        foreach (string[] row in rows)
        {
            table.AddRow(row.Select((cell, i) => (IRenderable)new Text(
                isNumber[i] || layout.Wraps(i) ? cell : TableLayout.Cut(cell, layout.Widths[i]))));
        }

        return table;
    }

    // A line a value, and an empty line between rows.
    private static void WriteLines(List<string> headings, List<string[]> rows, IAnsiConsole console)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            if (row > 0)
            {
                console.WriteLine();
            }

            for (int i = 0; i < headings.Count; i++)
            {
                console.Write(new Text(headings[i] + " ", new Style(decoration: Decoration.Bold)));
                console.Write(new Text(rows[row][i] + "\n"));
            }
        }
    }
}
