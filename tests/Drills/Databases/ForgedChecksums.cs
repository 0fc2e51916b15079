using CompExplain.Storage.Files;
using Microsoft.Data.Sqlite;

namespace CompExplain.Drills.Databases;

/// <summary>
/// Changes a database and makes all its checksums those of what is then in it, as somebody could who wants harm.
/// </summary>
public static class ForgedChecksums
{
    private static readonly string[] BlobTables =
        ["concept_masks", "unit_masks", "activations", "logits", "class_weights", "signature_parts", "unit_hits"];

    /// <summary>Runs SQL on a database without any of its constraints, then forges its checksums.</summary>
    /// <param name="path">The database.</param>
    /// <param name="sql">The SQL.</param>
    /// <returns>The number of rows changed.</returns>
    public static int Change(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        RowChecksums.AddTo(connection);
        connection.CreateFunction("blob_checksum", (byte[]? data) => Checksum.Of(data), isDeterministic: true);
        Execute(connection, "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON");
        int changed = Execute(connection, sql);
        foreach (string table in BlobTables)
        {
            Execute(connection, $"UPDATE {table} SET checksum = blob_checksum(data)");
        }

        foreach (string table in RowChecksums.Tables)
        {
            Execute(connection, $"UPDATE {table} SET checksum = {RowChecksums.Own(table)}");
        }

        var another = new SqliteConnection($"Data Source={path};Pooling=False");
        another.Open();
        using (var ours = new ProbeConnection(path, another, isWritable: true))
        {
            TableChecksums.Store(ours);
        }

        Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        return changed;
    }

    private static int Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }
}
