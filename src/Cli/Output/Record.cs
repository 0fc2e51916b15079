using CompExplain.Query.Results;

namespace CompExplain.Cli.Output;

/// <summary>A row turned on its side.</summary>
internal static class Record
{
    /// <summary>A row of two columns for each column of the only row; nested answers stay what they are.</summary>
    public static QueryResult Of(QueryResult result)
    {
        object?[] row = result.Rows[0];
        var nested = new List<(ResultColumn Column, object? Value)>();
        var lines = new List<object?[]>();
        for (int i = 0; i < row.Length; i++)
        {
            if (result.Columns[i].Kind == ColumnKind.Nested)
            {
                nested.Add((result.Columns[i], row[i]));
            }
            else
            {
                lines.Add([result.Columns[i].Name, Cell.Show(row[i], result.Columns[i])]);
            }
        }

        var columns = new List<ResultColumn> { new("property", ColumnKind.Text), new("value", ColumnKind.Text) };
        columns.AddRange(nested.Select(each => each.Column));
        var rows = lines.Select((line, i) => (object?[])[.. line, .. nested.Select(each => i == 0 ? each.Value : null)]).ToList();
        return new QueryResult(columns, rows, result.Notes) { Missing = result.Missing };
    }
}
