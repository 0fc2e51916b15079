using CompExplain.Query.Diagnostics;
using CompExplain.Query.Results;

namespace CompExplain.Tui.Models.Asking;

/// <summary>A part of an answer as it is drawn: rows under columns, with a heading where it is an answer within an answer.</summary>
internal sealed class ResultBlock
{
    // Columns are as wide as what stands in so many of the first rows.
    private const int Sampled = 500;
    private const int Widest = 60;

    private readonly QueryResult _result;
    private readonly List<int> _columns;

    private ResultBlock(string heading, QueryResult result)
    {
        Heading = heading;
        _result = result;
        _columns = [.. Enumerable.Range(0, result.Columns.Count).Where(column => result.Columns[column].Kind != ColumnKind.Nested)];
        Widths = _columns.ConvertAll(column => Math.Min(Widest, Math.Max(
            TerminalWidth.Of(result.Columns[column].Name),
            result.Rows.Take(Sampled).Select(row => TerminalWidth.Of(Cell.Show(row[column], result.Columns[column]))).DefaultIfEmpty(0).Max())));
    }

    public string Heading { get; }

    /// <summary>The widest that each column needs to be.</summary>
    public IReadOnlyList<int> Widths { get; }

    public int RowCount => _columns.Count == 0 ? 0 : _result.Rows.Count;

    /// <summary>How many lines it takes: a heading, the columns' names, and the rows.</summary>
    public int Lines => (Heading.Length > 0 ? 2 : 0) + (_columns.Count > 0 ? 1 : 0) + RowCount;

    public int ColumnCount => _columns.Count;

    public string Title(int column) => _result.Columns[_columns[column]].Name;

    public bool IsNumber(int column) => Query.Results.Cell.IsNumber(_result.Columns[_columns[column]]);

    public string CellAt(int row, int column) => Cell.Show(_result.Rows[row][_columns[column]], _result.Columns[_columns[column]]);

    /// <summary>The parts of an answer.</summary>
    public static List<ResultBlock> Of(QueryResult result)
    {
        var blocks = new List<ResultBlock>();
        Add(blocks, string.Empty, result);
        return blocks;
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
