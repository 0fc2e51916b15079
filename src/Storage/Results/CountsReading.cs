using CompExplain.Storage.Files;
using Microsoft.Data.Sqlite;

namespace CompExplain.Storage.Results;

/// <summary>Reads counts of a row, and refuses those that no two sets have.</summary>
internal static class CountsReading
{
    /// <summary>The counts of a target and a formula.</summary>
    /// <param name="row">The row.</param>
    /// <param name="hits">The column of the positions that both have.</param>
    /// <param name="size">The column of the formula's positions.</param>
    /// <param name="targetSize">The target's positions.</param>
    /// <param name="total">All positions.</param>
    /// <exception cref="RowException">No two sets have such counts.</exception>
    public static PairCounts Counts(this SqliteDataReader row, int hits, int size, long targetSize, long total)
    {
        long least = Math.Max(0, row.Whole(size, 0, total) + targetSize - total);
        return new(
            row.Whole(hits, least, Math.Min(row.GetInt64(size), targetSize)), row.GetInt64(size), targetSize, total);
    }
}
