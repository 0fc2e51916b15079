using CompExplain.Query.Diagnostics;
using CompExplain.Query.Results;

namespace CompExplain.Tui.Models.Asking;

/// <summary>A part of an answer as it is drawn: rows under columns, with a heading if the answer is nested in another.</summary>
internal sealed class ResultBlock
{
    // A column is as wide as the widest cell of the first rows.
    private const int Sampled = 500;
    private const int Widest = 60;

    private readonly QueryResult _result;
    private readonly List<int> _columns;

    private ResultBlock(string heading, QueryResult result)
    {
        Heading = heading;
        _result = result;
        _columns = [.. Enumerable.Range(0, result.Columns.Count)
            .Where(column => result.Columns[column].Kind != ColumnKind.Nested)];
        Widths = [.. Enumerable.Range(0, _columns.Count).Select(WidthOf)];
    }

    public string Heading { get; }

    /// <summary>The width that each column needs.</summary>
    public IReadOnlyList<int> Widths { get; }

    public int RowCount => _columns.Count == 0 ? 0 : _result.Rows.Count;

    /// <summary>The number of lines: the heading, the names of the columns, and the rows.</summary>
    public int Lines => (Heading.Length > 0 ? 2 : 0) + (_columns.Count > 0 ? 1 : 0) + RowCount;

    public int ColumnCount => _columns.Count;

    public string Title(int column) => _result.Columns[_columns[column]].Name;

    public bool IsNumber(int column) => Cell.IsNumber(_result.Columns[_columns[column]]);

    public string CellAt(int row, int column) =>
        Cell.Show(_result.Rows[row][_columns[column]], _result.Columns[_columns[column]]);

    /// <summary>The parts of an answer.</summary>
    public static List<ResultBlock> Of(QueryResult result)
    {
        var blocks = new List<ResultBlock>();
        Add(blocks, string.Empty, result);
        return blocks;
    }

    private int WidthOf(int column)
    {
        int widest = Enumerable.Range(0, Math.Min(Sampled, RowCount))
            .Select(row => TerminalWidth.Of(CellAt(row, column))).DefaultIfEmpty(0).Max();
        return Math.Min(Widest, Math.Max(TerminalWidth.Of(Title(column)), widest));
    }

    private static void Add(List<ResultBlock> blocks, string heading, QueryResult result)
    {
        var block = new ResultBlock(heading, result);
        if (block.ColumnCount > 0)
        {
            blocks.Add(block);
        }

        foreach (var (inner, nested) in Nested.Of(result))
        {
            Add(blocks, inner, nested);
        }
    }
}
