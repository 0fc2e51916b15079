namespace CompExplain.Query.Results;

/// <summary>Builds an answer: its columns, its rows in order, and its notes.</summary>
public sealed class ResultBuilder
{
    private readonly List<ResultColumn> _columns = [];
    private readonly List<object?[]> _rows = [];
    private readonly List<string> _notes = [];

    /// <summary>Builds columns and a row for each item.</summary>
    /// <typeparam name="T">What a row is of.</typeparam>
    /// <param name="columns">The columns.</param>
    /// <param name="items">The items, in the order of the rows.</param>
    public static ResultBuilder Of<T>(IReadOnlyList<ValueColumn<T>> columns, IEnumerable<T> items)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return columns
            .Aggregate(new ResultBuilder(), (result, column) => result.Column(column.Name, column.Kind))
            .Rows(items.Select(item => columns.Select(column => column.Read(item)).ToArray()));
    }

    /// <summary>Adds a column. A name that is taken gets a number: two scores of one kind are iou and iou2.</summary>
    /// <param name="name">Its name, as JSON objects have it.</param>
    /// <param name="kind">What its values are.</param>
    public ResultBuilder Column(string name, ColumnKind kind)
    {
        string unique = name;
        for (int i = 2; _columns.Any(column => column.Name == unique); i++)
        {
            unique = name + i;
        }

        _columns.Add(new ResultColumn(unique, kind));
        return this;
    }

    /// <summary>Adds a row.</summary>
    /// <param name="values">A value of its column's kind for each column, or null.</param>
    /// <exception cref="ArgumentException">There are more or fewer values than columns.</exception>
    public ResultBuilder Row(params object?[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != _columns.Count)
        {
            throw new ArgumentException($"{_columns.Count} columns take as many values, not {values.Length}");
        }

        _rows.Add(values);
        return this;
    }

    /// <summary>Adds rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <exception cref="ArgumentException">A row has more or fewer values than there are columns.</exception>
    public ResultBuilder Rows(IEnumerable<object?[]> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return rows.Aggregate(this, (result, row) => result.Row(row));
    }

    /// <summary>Adds a note; one that is there already is not repeated.</summary>
    /// <param name="note">A sentence about the answer.</param>
    public ResultBuilder Note(string note)
    {
        if (!_notes.Contains(note))
        {
            _notes.Add(note);
        }

        return this;
    }

    /// <summary>Adds notes; those that are there already are not repeated.</summary>
    /// <param name="notes">Sentences about the answer.</param>
    public ResultBuilder Notes(IEnumerable<string> notes)
    {
        ArgumentNullException.ThrowIfNull(notes);
        return notes.Aggregate(this, (result, note) => result.Note(note));
    }

    /// <summary>The answer.</summary>
    public QueryResult Build() => new(_columns, _rows, _notes);
}
