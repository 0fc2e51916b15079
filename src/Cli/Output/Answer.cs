using CompExplain.Query.Results;

namespace CompExplain.Cli.Output;

/// <summary>Puts rows together that do not come from a query.</summary>
internal sealed class Answer
{
    private readonly List<ResultColumn> _columns = [];
    private readonly List<object?[]> _rows = [];

    public Answer Column(string name, ColumnKind kind)
    {
        _columns.Add(new ResultColumn(name, kind));
        return this;
    }

    public Answer Row(params object?[] values)
    {
        if (values.Length != _columns.Count)
        {
            throw new ArgumentException($"{_columns.Count} columns take as many values, not {values.Length}");
        }

        _rows.Add(values);
        return this;
    }

    public QueryResult Build() => new(_columns, _rows, []);
}
