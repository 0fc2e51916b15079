using System.Diagnostics;
using System.Globalization;
using CompExplain.Drills.Commands;
using Microsoft.Data.Sqlite;

namespace CompExplain.Drills.Kills;

/// <summary>
/// Kills long commands at random moments. After each kill what they write must be sound, or as it was, or not there; what they
/// had finished must still be there; and the same command, run to its end, must give what it gives without a kill.
/// </summary>
/// <param name="runner">Runs the product.</param>
/// <param name="folder">Where files are made.</param>
/// <param name="seed">The seed of all choices.</param>
internal sealed class KillDrill(CommandRunner runner, string folder, int seed)
{
    // Of a command that resumes, before it may run to its end.
    private const int KillsInARow = 2;

    private readonly Lock _lock = new();
    private readonly List<string> _faults = [];
    private readonly SortedDictionary<string, (int Kills, int Early, int Resumed)> _byTask = new(StringComparer.Ordinal);

    /// <summary>What may not be, a line each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Runs the drill.</summary>
    /// <param name="kills">Kills at least.</param>
    /// <param name="names">The commands' names; none for all.</param>
    /// <returns>The figures, a line each.</returns>
    public IReadOnlyList<string> Run(int kills, params string[] names)
    {
        var tasks = LongCommands.Named(runner, folder, names);
        var right = tasks
            .Select(task => task.Undisturbed(runner, Path.Combine(folder, "right-" + task.Name)))
            .ToList();
        int done = 0, next = 0;
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (Volatile.Read(ref done) < kills)
            {
                int i = Interlocked.Increment(ref next) - 1;
                Interlocked.Add(ref done, Disturb(tasks[i % tasks.Count], i, right[i % tasks.Count]));
            }
        });
        return
        [
            .. _byTask.Select(each => string.Create(
                CultureInfo.InvariantCulture,
                $"{each.Key}: {each.Value.Kills} kills, {each.Value.Early} before it ended, {each.Value.Resumed} finished units "
                + $"kept over them")),
            $"{_byTask.Values.Sum(each => each.Kills)} kills: {_faults.Count} bad",
        ];
    }

    private int Disturb(LongCommand task, int number, (TimeSpan Elapsed, List<string> Answers) right)
    {
        var dice = Dice.Of(seed, number);
        string own = Path.Combine(folder, $"kill-{number}");
        task.Prepare(own);
        string written = Path.Combine(own, task.Written);
        int kills = 0, early = 0;
        long finished = 0;
        for (; kills < (task.CountFinished is null ? 1 : KillsInARow); kills++)
        {
            early += Kill(task, own, right.Elapsed * (1.1 * dice.NextDouble())) ? 1 : 0;
            if (!task.IsDatabase || !File.Exists(written))
            {
                continue;
            }

            if (runner.Run(["verify", task.Written], own) is { ExitCode: not 0 } check)
            {
                Fault($"damaged: {task.Name}, kill {number}: {check.Output.Trim()} {check.LastError}");
            }

            if (task.CountFinished is { } sql)
            {
                long now = Count(written, sql);
                if (now < finished)
                {
                    Fault($"lost: {task.Name}, kill {number}: {finished} units were finished, and {now} are");
                }

                finished = now;
            }
        }

        // What ended before the kill says that it is there already.
        var last = runner.Run(task.Command, own);
        if (last.ExitCode != 0 && !last.Errors.Contains("already", StringComparison.Ordinal))
        {
            Fault($"cannot be resumed: {task.Name}, kill {number}: {last.LastError}");
        }
        else if (!task.Answers(runner, own).SequenceEqual(right.Answers))
        {
            Fault($"another result: {task.Name}, kill {number}");
        }

        Directory.Delete(own, recursive: true);
        lock (_lock)
        {
            var before = _byTask.GetValueOrDefault(task.Name);
            _byTask[task.Name] = (before.Kills + kills, before.Early + early, before.Resumed + (int)finished);
        }

        return kills;
    }

    // Whether it was still running.
    private bool Kill(LongCommand task, string own, TimeSpan after)
    {
        using var process = runner.Start(task.Command, own);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        long started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < after && !process.HasExited)
        {
            Thread.Sleep(1);
        }

        bool isRunning = !process.HasExited;
        process.Kill();
        process.WaitForExit();
        return isRunning;
    }

    private static long Count(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    private void Fault(string fault)
    {
        lock (_lock)
        {
            _faults.Add(fault);
        }
    }
}
