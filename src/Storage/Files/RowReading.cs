using Microsoft.Data.Sqlite;

namespace CompExplain.Storage.Files;

/// <summary>Reads columns that may be NULL.</summary>
internal static class RowReading
{
    /// <summary>A text, or null.</summary>
    public static string? TextOrNull(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A number, or null.</summary>
    public static double? NumberOrNull(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetDouble(column);
}
