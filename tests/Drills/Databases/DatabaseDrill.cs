using System.Globalization;
using CompExplain.Drills.Commands;
using CompExplain.Fixtures;
using Microsoft.Data.Sqlite;

namespace CompExplain.Drills.Databases;

/// <summary>
/// Damages databases and asks them: bytes changed anywhere, and values changed with all checksums forged to match. Each command
/// must answer as before, or be refused in a line; an answer that is another one is allowed only where <c>verify</c> calls the
/// file damaged.
/// </summary>
/// <param name="runner">Runs the product.</param>
/// <param name="folder">Where the databases are made.</param>
/// <param name="seed">The seed of all choices.</param>
internal sealed class DatabaseDrill(CommandRunner runner, string folder, int seed)
{
    private const string FileName = "probe.cxdb";
    private const long MaximumBytes = 300L << 20;

    private static readonly string[][] Commands =
    [
        ["show", "{db}"],
        ["query", "{db}", "SHOW units"],
        ["query", "{db}", "IOU(unit 1, {a} OR {b} AND NOT {c})"],
        ["query", "{db}", "TOP 5 concepts BY IOU(unit 1, ?)"],
        ["query", "{db}", "TOP 3 inputs BY COUNT({a})"],
        ["query", "{db}", "AUC(unit 1, kept)"],
        ["export", "{db}", "--as", "jsonl"],
        ["explain", "{db}", "--length", "3", "--certify", "--honest", "--min-inputs", "0"],
        ["verify", "{db}"],
    ];

    private readonly Lock _lock = new();
    private readonly DrillCounts _counts = new();

    /// <summary>The time that a command may take.</summary>
    public TimeSpan MaximumTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Damages databases by bytes, then by forged values.</summary>
    /// <param name="mutations">Databases with bytes changed.</param>
    /// <param name="forgeries">Databases with values changed and checksums forged.</param>
    /// <returns>What became of them.</returns>
    public DrillCounts Run(int mutations, int forgeries)
    {
        string[] seeds = [Seed("images", NaiveProbe.Images(3)), Seed("texts", NaiveProbe.Texts(4))];
        var right = seeds.Select(path => Ask(path, seeds[1] == path)).ToList();
        foreach (var answer in right.SelectMany(each => each))
        {
            if (answer.ExitCode != 0)
            {
                throw new InvalidOperationException($"{string.Join(' ', answer.Arguments)}: {answer.Errors}");
            }
        }

        Parallel.For(0, mutations + forgeries, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            bool isForged = i >= mutations;
            var dice = Dice.Of(seed, i);
            int which = i % seeds.Length;
            string own = Path.Combine(folder, i.ToString(CultureInfo.InvariantCulture)), path = Path.Combine(own, FileName);
            Directory.CreateDirectory(own);
            string what = isForged ? Forge(seeds[which], path, dice) : Mutate(seeds[which], path, dice);
            Judge(path, what, right[which], which == 1, isForged);
            Directory.Delete(own, recursive: true);
        });
        return _counts;
    }

    private string Seed(string name, NaiveProbe probe)
    {
        string path = Path.Combine(folder, name, FileName);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        probe.Write(path);
        Must("query", path, name == "images" ? "LET kept = water OR blue" : "LET kept = pre:water OR pre:blue");
        Must("explain", path, "--length", "3", "--certify", "--honest", "--min-inputs", "0");
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        command.ExecuteNonQuery();
        return path;
    }

    private void Must(params string[] arguments)
    {
        var result = runner.Run(arguments);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', arguments)}: {result.Errors}");
        }
    }

    // All commands on a database, in order. A concept's name is one of two in texts, where each side has it.
    private List<CommandResult> Ask(string path, bool isTexts)
    {
        string side = isTexts ? "pre:" : string.Empty;
        return
        [
            .. Commands.Select(command => runner.Run(
            [
                .. command.Select(word => word
                    .Replace("{db}", FileName, StringComparison.Ordinal)
                    .Replace("{a}", side + "water", StringComparison.Ordinal)
                    .Replace("{b}", side + "blue", StringComparison.Ordinal)
                    .Replace("{c}", side + "river", StringComparison.Ordinal)),
            ],
            Path.GetDirectoryName(path))),
        ];
    }

    private static string Mutate(string source, string path, Random dice)
    {
        byte[] bytes = File.ReadAllBytes(source);
        int kind = dice.Next(6), at = dice.Next(bytes.Length);
        switch (kind)
        {
            case 0:
                bytes = bytes[..at];
                break;
            case 1:
                bytes.AsSpan(at, Math.Min(dice.Next(1, 5000), bytes.Length - at)).Clear();
                break;
            default:
                for (int i = dice.Next(1, 9); i > 0; i--)
                {
                    bytes[at] = (byte)dice.Next(256);
                    at = kind == 2 ? dice.Next(bytes.Length) : Math.Min(bytes.Length - 1, at + 1);
                }

                break;
        }

        File.WriteAllBytes(path, bytes);
        return string.Create(CultureInfo.InvariantCulture, $"kind {kind} at byte {at}");
    }

    // A value of a row, changed to one that could trip a reader.
    private static string Forge(string source, string path, Random dice)
    {
        string[] numbers =
        [
            "NULL", "-1", "0", "1", "2147483647", "2147483648", "4294967296", "9223372036854775807", "-9223372036854775808",
            "9e999", "0.5", "''",
            "'x'", "'\u001b[31m'", "'(((((((((('", "'kept'", "x''", "x'ffffffffffffffff7f'", "zeroblob(5000000)",
            "hex(zeroblob(300000))", "randomblob(40)", "CAST(randomblob(400) AS TEXT)",
        ];
        while (true)
        {
            File.Copy(source, path, overwrite: true);
            var columns = Columns(path);
            var (table, column) = columns[dice.Next(columns.Count)];
            string value = dice.Next(3) == 0 ? $"{column} + {dice.Next(1, 1000)}" : numbers[dice.Next(numbers.Length)];
            string sql = $"UPDATE {table} SET {column} = {value} WHERE rowid_of_row";
            string key = dice.Next(2) == 0 ? "1" : $"{column} = (SELECT {column} FROM {table} ORDER BY random() LIMIT 1)";
            sql = sql.Replace("rowid_of_row", key, StringComparison.Ordinal);
            try
            {
                if (ForgedChecksums.Change(path, sql) > 0)
                {
                    return sql;
                }
            }
            catch (SqliteException)
            {
                // The table does not take such a value.
            }
        }
    }

    private static List<(string Table, string Column)> Columns(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT m.name, p.name FROM sqlite_schema m, pragma_table_info(m.name) p "
            + "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND p.name <> 'checksum' AND m.name <> 'table_checksums'";
        using var reader = command.ExecuteReader();
        var columns = new List<(string, string)>();
        while (reader.Read())
        {
            columns.Add((reader.GetString(0), reader.GetString(1)));
        }

        return columns;
    }

    private void Judge(string path, string what, List<CommandResult> right, bool isTexts, bool isForged)
    {
        byte[] bytes = File.ReadAllBytes(path);
        var answers = Ask(path, isTexts);

        // Judged as it was: a command that writes may have mended it.
        string again = path + ".again";
        File.WriteAllBytes(again, bytes);
        bool isSound = answers[^1].ExitCode == 0 && runner.Run(["verify", again]).ExitCode == 0;
        File.Delete(again);
        lock (_lock)
        {
            for (int i = 0; i < answers.Count; i++)
            {
                _counts.Add(answers[i], right[i], isSound, isForged, what, MaximumBytes, MaximumTime);
            }
        }
    }
}
