using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using Microsoft.Data.Sqlite;

namespace CompExplain.Storage.Files;

/// <summary>
/// A checksum in each row of the tables that are written row by row: what searches find, and named formulas. The tables that
/// imports write have one over all rows instead: see <see cref="TableChecksums"/>.
/// </summary>
internal static class RowChecksums
{
    /// <summary>The function that SQL computes a row's checksum with.</summary>
    private const string Function = "row_checksum";

    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["formulas"] = ["name", "text"],
        ["signature_index"] = ["format", "concept_version", "signature_count", "reference_count"],
        ["search_runs"] = ["layer_id", "options", "complete"],
        ["explanations"] = ["run_id", "unit_id", "length", "leaves", "formula", "score", "hits", "size"],
        ["explained_units"] = ["run_id", "unit_id", "concept", "concept_score", "concept_hits", "concept_size"],
        ["certificates"] = ["run_id", "unit_id", "length", "bound", "expanded", "proved_away", "beam_score"],
        ["honesty_runs"] = ["run_id", "options"],
        ["honesty"] =
        [
            "check_id", "unit_id", "explained", "formula", "leaves", "dropped", "shifts", "as_high", "chance_iou", "seen_formula",
            "seen_hits", "seen_size", "seen_target", "held_hits", "held_size", "held_target",
        ],
        ["honesty_clauses"] = ["check_id", "unit_id", "number", "clause", "hits", "size"],
    };

    /// <summary>The tables whose rows have checksums.</summary>
    public static IEnumerable<string> Tables => Columns.Keys;

    /// <summary>Lets a connection compute checksums in SQL.</summary>
    public static void AddTo(SqliteConnection connection) =>
        connection.CreateFunction(Function, (object?[] values) => Of(values), isDeterministic: true);

    /// <summary>The expression that is true of a row of a table that fits its checksum.</summary>
    public static string Fits(string table) => $"{table}.checksum IS {Own(table)}";

    /// <summary>The checksum that a row of a table should have, as an expression.</summary>
    public static string Own(string table) => Of(string.Join(", ", Columns[table].Select(column => $"{table}.{column}")));

    /// <summary>An INSERT of a whole row of a table, its columns as parameters in their order.</summary>
    /// <param name="table">The table.</param>
    /// <param name="orReplace">Whether a row of the same key is replaced.</param>
    public static string Insert(string table, bool orReplace = false)
    {
        string columns = string.Join(", ", Columns[table]);
        string values = string.Join(", ", Enumerable.Range(1, Columns[table].Length).Select(number => $"@{number}"));
        return $"INSERT {(orReplace ? "OR REPLACE " : string.Empty)}INTO {table} ({columns}, checksum) "
            + $"VALUES ({values}, {Of(values)})";
    }

    /// <summary>The checksum of a row of values, given as expressions between commas, in the order of its columns.</summary>
    public static string Of(string values) => $"{Function}({values})";

    /// <summary>Adds a value as its kind, its length and its bytes, so that different rows are different bytes.</summary>
    public static void Add(XxHash3 hash, object? value)
    {
        var (kind, bytes) = value switch
        {
            null or DBNull => ((byte)0, Array.Empty<byte>()),
            long number => ((byte)1, BitConverter.GetBytes(number)),
            double number => ((byte)2, BitConverter.GetBytes(number)),
            string text => ((byte)3, Encoding.UTF8.GetBytes(text)),
            byte[] blob => ((byte)4, blob),
            var other => throw new NotSupportedException(other.GetType().Name),
        };
        Span<byte> head = stackalloc byte[5];
        head[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], bytes.Length);
        hash.Append(head);
        hash.Append(bytes);
    }

    private static long Of(object?[] values)
    {
        var hash = new XxHash3();
        foreach (object? value in values)
        {
            Add(hash, value);
        }

        return unchecked((long)hash.GetCurrentHashAsUInt64());
    }
}
