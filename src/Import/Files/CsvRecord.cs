using System.Globalization;

namespace CompExplain.Import.Files;

/// <summary>A row of a CSV table, with cells by column name.</summary>
internal readonly struct CsvRecord(string path, long line, CsvColumns columns, string[] cells)
{
    /// <summary>The file and line, for messages.</summary>
    public string Where { get; } = string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}");

    /// <summary>The line, from 1.</summary>
    public long Line => line;

    /// <summary>The table's columns.</summary>
    public CsvColumns Columns => columns;

    /// <summary>Whether the table has a column.</summary>
    public bool Has(string column) => columns.IndexOf(column) >= 0;

    /// <summary>The cell of a column that is known to be there, or empty.</summary>
    public string this[string column] => columns.IndexOf(column) is var index and >= 0 ? cells[index] : "";

    /// <summary>A whole number that is not negative.</summary>
    /// <exception cref="ImportException">The cell is something else.</exception>
    public int Number(string column) =>
        int.TryParse(this[column], NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ImportException($"{Where}: {column} is '{CsvFile.Shorten(this[column])}', which is not a whole number");
}
