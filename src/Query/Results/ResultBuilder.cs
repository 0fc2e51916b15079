namespace CompExplain.Query.Results;

/// <summary>Puts an answer together.</summary>
internal sealed class ResultBuilder
{
    private readonly List<ResultColumn> _columns = [];
    private readonly List<object?[]> _rows = [];

    public ResultBuilder Column(string name, ColumnKind kind)
    {
        // Two scores of one kind in a row: iou, iou2, iou3.
        string unique = name;
        for (int i = 2; _columns.Any(column => column.Name == unique); i++)
        {
            unique = name + i;
        }

        _columns.Add(new ResultColumn(unique, kind));
        return this;
    }

    public ResultBuilder Row(params object?[] values)
    {
        if (values.Length != _columns.Count)
        {
            throw new ArgumentException($"{_columns.Count} columns take as many values, not {values.Length}");
        }

        _rows.Add(values);
        return this;
    }

    public QueryResult Build(IReadOnlyList<string>? notes = null) => new(_columns, _rows, notes ?? []);
}
