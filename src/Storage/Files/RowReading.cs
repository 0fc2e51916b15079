using System.Globalization;
using Microsoft.Data.Sqlite;

namespace CompExplain.Storage.Files;

/// <summary>Reads columns of a row, and refuses values that cannot be.</summary>
internal static class RowReading
{
    /// <summary>The row, once it is known to fit its checksum.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column that says so: <see cref="RowChecksums.Fits"/>.</param>
    /// <exception cref="RowException">It does not.</exception>
    public static SqliteDataReader Fitting(this SqliteDataReader row, int column) =>
        row.GetInt64(column) != 0 ? row : throw new RowException("the values do not match their checksum");

    /// <summary>A text, or null.</summary>
    public static string? TextOrNull(this SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A whole number from a minimum to a maximum.</summary>
    /// <exception cref="RowException">It is another.</exception>
    public static long Whole(this SqliteDataReader row, int column, long minimum, long maximum)
    {
        long value = row.GetInt64(column);
        return value >= minimum && value <= maximum ? value : throw OutOfRange(row, column, value, minimum, maximum);
    }

    /// <summary>A whole number of 32 bits, from a minimum on.</summary>
    /// <exception cref="RowException">It is another.</exception>
    public static int Int(this SqliteDataReader row, int column, int minimum = 0, int maximum = int.MaxValue) =>
        (int)row.Whole(column, minimum, maximum);

    /// <summary>A finite number, or null.</summary>
    /// <exception cref="RowException">It is infinite.</exception>
    public static double? NumberOrNull(this SqliteDataReader row, int column) => row.IsDBNull(column)
        ? null
        : row.GetDouble(column) is var value && double.IsFinite(value)
            ? value
            : throw new RowException($"{row.GetName(column)} is no finite number");

    /// <summary>A number from 0 to 1.</summary>
    /// <exception cref="RowException">It is another.</exception>
    public static double Share(this SqliteDataReader row, int column) =>
        row.ShareOrNull(column) ?? throw new RowException($"{row.GetName(column)} is missing");

    /// <summary>A number from 0 to 1, or null.</summary>
    /// <exception cref="RowException">It is another.</exception>
    public static double? ShareOrNull(this SqliteDataReader row, int column)
    {
        double? value = row.NumberOrNull(column);
        return value is null or (>= 0 and <= 1) ? value : throw new RowException(string.Create(
            CultureInfo.InvariantCulture, $"{row.GetName(column)} is {value}, which is not from 0 to 1"));
    }

    private static RowException OutOfRange(SqliteDataReader row, int column, long value, long minimum, long maximum) => new(
        string.Create(
            CultureInfo.InvariantCulture, $"{row.GetName(column)} is {value}, which is not from {minimum} to {maximum}"));
}
