using CsvHelper;

namespace CompExplain.Query.Results;

/// <summary>Rows as CSV (RFC 4180): a header, every digit of a number, no value as nothing.</summary>
public static class CsvRows
{
    /// <summary>Lines end as lines do here, so that the output goes through other programs as it is.</summary>
    public static CsvWriterOptions Options { get; } = CsvWriterOptions.Default with { NewLine = "\n" };

    /// <summary>Writes an answer.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="output">Where to.</param>
    public static void Write(QueryResult result, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(result);
        using var csv = CsvWriter.Create(output, Options, leaveOpen: true);
        foreach (var column in result.Columns)
        {
            csv.WriteField(column.Name);
        }

        csv.EndRecord();
        foreach (object?[] row in result.Rows)
        {
            foreach (object? value in row)
            {
                csv.WriteField(Cell.Exact(value));
            }

            csv.EndRecord();
        }
    }
}
