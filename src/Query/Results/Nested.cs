namespace CompExplain.Query.Results;

/// <summary>The answers within an answer, which are printed below it.</summary>
public static class Nested
{
    /// <summary>Each with its heading: its column's name, and the row's first text where there are several rows.</summary>
    /// <param name="result">The answer.</param>
    public static IEnumerable<(string Heading, QueryResult Result)> Of(QueryResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Each(result);
    }

    private static IEnumerable<(string Heading, QueryResult Result)> Each(QueryResult result)
    {
        int key = Enumerable.Range(0, result.Columns.Count).FirstOrDefault(i => result.Columns[i].Kind == ColumnKind.Text, -1);
        int rows = result.Rows.Count(row => row.Any(value => value is QueryResult));
        foreach (object?[] row in result.Rows)
        {
            for (int i = 0; i < row.Length; i++)
            {
                if (row[i] is not QueryResult nested)
                {
                    continue;
                }

                string name = result.Columns[i].Name;
                yield return (rows > 1 && key >= 0 ? $"{name} of {Cell.Show(row[key], result.Columns[key])}" : name, nested);
            }
        }
    }
}
