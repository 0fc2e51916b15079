using CompExplain.Query.Results;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CompExplain.Cli.Output;

/// <summary>
/// Rows as a table that people read. A terminal gets it in its width, long formulas wrapped; a pipe gets it plain and as
/// wide as it is. Values are never markup.
/// </summary>
internal static class TextTable
{
    private const int Unbounded = 1_000_000;

    public static void Write(QueryResult result, Terminal terminal)
    {
        int width = terminal.IsOutputTerminal ? terminal.Width : Unbounded;
        Write(result, SpectreConsole.ForOutput(terminal, width));
    }

    private static void Write(QueryResult result, IAnsiConsole console)
    {
        var flat = Enumerable.Range(0, result.Columns.Count).Where(i => result.Columns[i].Kind != ColumnKind.Nested).ToList();
        if (flat.Count > 0 && result.Rows.Count == 0)
        {
            console.Write(new Text("nothing found\n"));
        }
        else if (flat.Count > 0)
        {
            console.Write(Table(result, flat));
        }

        foreach (var (heading, nested) in Nested.Of(result))
        {
            bool empty = nested.Rows.Count == 0;
            console.Write(new Text(empty ? $"{heading}: none\n" : $"{heading}:\n", new Style(decoration: Decoration.Bold)));
            if (!empty)
            {
                Write(nested, console);
            }
        }
    }

    private static Table Table(QueryResult result, List<int> flat)
    {
        var table = new Table { Border = TableBorder.Rounded, BorderStyle = new Style(decoration: Decoration.Dim) };
        foreach (int i in flat)
        {
            var column = new TableColumn(new Text(result.Columns[i].Name, new Style(decoration: Decoration.Bold)));
            if (Cell.IsNumber(result.Columns[i]))
            {
                column.RightAligned().NoWrap();
            }

            table.AddColumn(column);
        }

        foreach (object?[] row in result.Rows)
        {
            table.AddRow(flat.Select(i => (IRenderable)new Text(Cell.Show(row[i], result.Columns[i]))));
        }

        return table;
    }
}
