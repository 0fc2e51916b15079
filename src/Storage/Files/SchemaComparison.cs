using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using CompExplain.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace CompExplain.Storage.Files;

/// <summary>
/// Compares a database's schema with the one that the migrations make. A file from strangers could have views, triggers or
/// virtual tables under the names of ours, which SQLite would run.
/// </summary>
internal static partial class SchemaComparison
{
    private const string Read = "SELECT type, name, sql FROM sqlite_schema";

    private static readonly ConcurrentDictionary<int, Dictionary<string, (string Type, string Sql)>> OurVersions = new();

    /// <summary>The differences of a database's schema from ours.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="version">The version of its schema.</param>
    /// <returns>What is there that we do not make, and what is missing; empty if it is ours.</returns>
    public static List<string> Differences(ProbeConnection connection, int version)
    {
        var ours = OurVersions.GetOrAdd(version, Make);
        var theirs = connection.Rows(Read, row => Entry(row.GetString(0), row.GetString(1), row.TextOrNull(2)));
        var differences = new List<string>();
        var seen = new HashSet<string>();
        foreach (var (name, type, sql) in theirs)
        {
            if (!ours.TryGetValue(name, out var our))
            {
                // What ANALYZE keeps; only the planner reads it.
                if (type != "table" || name is not ("sqlite_stat1" or "sqlite_stat4"))
                {
                    differences.Add($"it has a {type} '{name}', which CompExplain does not make");
                }
            }
            else if (our != (type, sql))
            {
                differences.Add($"its {our.Type} '{name}' is defined otherwise than CompExplain does");
            }

            if (!seen.Add(name))
            {
                differences.Add($"it has '{name}' twice");
            }
        }

        differences.AddRange(
            ours.Where(each => !seen.Contains(each.Key)).Select(each => $"its {each.Value.Type} '{each.Key}' is missing"));
        return differences;
    }

    private static Dictionary<string, (string Type, string Sql)> Make(int version)
    {
        using var memory = new SqliteConnection("Data Source=:memory:");
        memory.Open();
        RowChecksums.AddTo(memory);
        using var command = memory.CreateCommand();
        command.CommandText = string.Concat(Schema.Scripts(0, version));
        command.ExecuteNonQuery();
        command.CommandText = Read;
        using var reader = command.ExecuteReader();
        var entries = new Dictionary<string, (string, string)>();
        while (reader.Read())
        {
            var (name, type, sql) = Entry(reader.GetString(0), reader.GetString(1), reader.TextOrNull(2));
            entries.Add(name, (type, sql));
        }

        return entries;
    }

    // Comments and spaces are kept by SQLite and mean nothing.
    private static (string Name, string Type, string Sql) Entry(string type, string name, string? sql) =>
        (name, type, Spaces().Replace(Comments().Replace(sql ?? string.Empty, " "), " "));

    [GeneratedRegex("--[^\n]*(\n|$)")]
    private static partial Regex Comments();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
