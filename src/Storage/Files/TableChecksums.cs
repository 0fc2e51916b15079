using System.Globalization;
using System.IO.Hashing;

namespace CompExplain.Storage.Files;

/// <summary>
/// A checksum over the rows of each table that imports write, so that a check finds a changed name, text or number as it finds a
/// changed mask. SQLite itself has no checksums.
/// </summary>
internal static class TableChecksums
{
    private const string OfALayer = "layer ";

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

    // What another layer changes, and nothing that is read of those that were there.
    private static readonly string[] OfAllLayers = ["layers", "layer networks", "units", "rounded units", "import notes"];

    /// <summary>Computes the checksums and stores them.</summary>
    public static void Store(ProbeConnection connection)
    {
        connection.Execute("DELETE FROM table_checksums");
        foreach (var (table, rows) in Tables.Concat(Layers(connection)))
        {
            connection.Execute("INSERT INTO table_checksums (name, checksum) VALUES (@1, @2)", table, Of(connection, rows));
        }
    }

    /// <summary>The checksums on record, by name: what a database was when it was opened.</summary>
    public static Dictionary<string, long> Stored(ProbeConnection connection) => connection.Rows(
        "SELECT name, checksum FROM table_checksums", row => (row.GetString(0), row.GetInt64(1))).ToDictionary();

    /// <summary>
    /// Whether what was read of a database still holds: its inputs and concepts are the same, and so is each layer that was
    /// there. Further layers change nothing.
    /// </summary>
    /// <param name="before">The checksums when it was read.</param>
    /// <param name="now">The checksums now.</param>
    public static bool AreOfTheSame(Dictionary<string, long> before, Dictionary<string, long> now)
    {
        // Until schema 6 there were none of single layers.
        bool hasLayers = before.Keys.Any(name => name.StartsWith(OfALayer, StringComparison.Ordinal));
        return before.All(each => (hasLayers && OfAllLayers.Contains(each.Key))
            || (now.TryGetValue(each.Key, out long checksum) && checksum == each.Value));
    }

    /// <summary>The tables whose rows have changed since.</summary>
    public static IEnumerable<string> FindChanged(ProbeConnection connection)
    {
        var stored = Stored(connection);
        foreach (var (table, rows) in Tables)
        {
            if (!stored.TryGetValue(table, out long checksum) || checksum != Of(connection, rows))
            {
                yield return table;
            }
        }
    }

    private static IEnumerable<(string Table, string Rows)> Layers(ProbeConnection connection) =>
        connection.Rows("SELECT id FROM layers ORDER BY id", row => row.GetInt64(0)).Select(id => (
            OfALayer + id.ToString(CultureInfo.InvariantCulture),
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT layers.name, grid_height, grid_width, activation_type, units.id, number, threshold, size, active_inputs,
                    maximum, minimum, mean FROM layers JOIN units ON units.layer_id = layers.id WHERE layers.id = {id}
                    ORDER BY units.id
                """)));

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
