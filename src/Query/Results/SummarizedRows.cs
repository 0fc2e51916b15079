namespace CompExplain.Query.Results;

/// <summary>
/// A value that is rows to programs and one text to people: JSON writes the rows, tables and CSV the text. Its column is of
/// <see cref="ColumnKind.Text"/>.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Rows">The rows.</param>
public sealed record SummarizedRows(string Text, QueryResult Rows)
{
    /// <summary>The text.</summary>
    public override string ToString() => Text;
}
