using CompExplain.Query.Diagnostics;

namespace CompExplain.Query.Results;

/// <summary>An answer: rows under columns, and what the person should know of it.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Rows">The rows; a value a column, null where there is none.</param>
/// <param name="Notes">Sentences about the answer (a word without a vector), not part of it.</param>
public sealed record QueryResult(IReadOnlyList<ResultColumn> Columns, IReadOnlyList<object?[]> Rows, IReadOnlyList<string> Notes)
{
    /// <summary>The data that the query would have used and that the database is without; a note names each.</summary>
    public IReadOnlyList<MissingData> Missing { get; init; } = [];

    /// <summary>The value of a column in a row.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column's name.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public object? this[int row, string column]
    {
        get
        {
            for (int i = 0; i < Columns.Count; i++)
            {
                if (Columns[i].Name == column)
                {
                    return Rows[row][i];
                }
            }

            throw new ArgumentException($"the answer has no column '{column}'", nameof(column));
        }
    }
}
