using System.IO.Hashing;

namespace CompExplain.Storage.Files;

/// <summary>
/// A checksum over the rows of each table that imports write, so that a check finds a changed name, text or number as it finds a
/// changed mask. SQLite itself has no checksums.
/// </summary>
internal static class TableChecksums
{
    // Masks, activations, index parts and hits have a checksum per row, and so have the tables of RowChecksums.
    private static readonly (string Table, string Rows)[] Tables =
    [
        ("dataset", "SELECT name, kind, height, width, input_count, source_directory, concept_version FROM dataset"),
        ("inputs", "SELECT id, name, split, source, label, prediction FROM inputs ORDER BY id"),
        ("concepts", "SELECT id, category, name, kind, size FROM concepts ORDER BY id"),
        ("layers", "SELECT id, name, grid_height, grid_width, threshold_rule, activation_type FROM layers ORDER BY id"),
        (
            "layer networks",
            "SELECT id, model, preprocessing FROM layers WHERE model IS NOT NULL OR preprocessing IS NOT NULL ORDER BY id"),
        ("classes", "SELECT id, name FROM classes ORDER BY id"),
        (
            "units",
            "SELECT id, layer_id, number, threshold, size, active_inputs, maximum, minimum, mean, histogram FROM units "
                + "ORDER BY id"),
        ("rounded units", "SELECT id, rounded FROM units WHERE rounded <> 0 ORDER BY id"),
        ("import notes", "SELECT id, layer_id, source, text, count, example FROM import_notes ORDER BY id"),
        ("words", "SELECT id, word, vector FROM words ORDER BY id"),
        ("neighbors", "SELECT word_id, rank, neighbor_id, similarity FROM neighbors ORDER BY word_id, rank"),
    ];

    /// <summary>Computes the checksums and stores them.</summary>
    public static void Store(ProbeConnection connection)
    {
        foreach (var (table, rows) in Tables)
        {
            connection.Execute(
                "INSERT OR REPLACE INTO table_checksums (name, checksum) VALUES (@1, @2)", table, Of(connection, rows));
        }
    }

    /// <summary>The tables whose rows have changed since.</summary>
    public static IEnumerable<string> FindChanged(ProbeConnection connection)
    {
        var stored = connection.Rows(
            "SELECT name, checksum FROM table_checksums", row => (row.GetString(0), row.GetInt64(1))).ToDictionary();
        foreach (var (table, rows) in Tables)
        {
            if (!stored.TryGetValue(table, out long checksum) || checksum != Of(connection, rows))
            {
                yield return table;
            }
        }
    }

    private static long Of(ProbeConnection connection, string rows)
    {
        var hash = new XxHash3();
        connection.Rows<object?>(rows, row =>
        {
            for (int column = 0; column < row.FieldCount; column++)
            {
                RowChecksums.Add(hash, row.GetValue(column));
            }

            return null;
        });
        return unchecked((long)hash.GetCurrentHashAsUInt64());
    }
}
