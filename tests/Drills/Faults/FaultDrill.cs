using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using CompExplain.Drills.Commands;

namespace CompExplain.Drills.Faults;

/// <summary>
/// Disturbs long commands: signals that interrupt their system calls, a second writer at the same time, readers while they
/// write, a disk that becomes full. What cannot be done is refused in a line; the database stays sound; and the same command
/// gives what it gives undisturbed, at once or when it is run again.
/// </summary>
/// <param name="runner">Runs the product.</param>
/// <param name="folder">Where files are made.</param>
/// <param name="seed">The seed of all choices.</param>
internal sealed class FaultDrill(CommandRunner runner, string folder, int seed)
{
    // SIGURG, SIGCHLD and SIGWINCH, which are caught or ignored; SIGSTOP and SIGCONT interrupt what waits.
    private static readonly int[] Signals = [23, 17, 28];
    private const int Stop = 19;
    private const int Continue = 18;

    private readonly List<string> _faults = [];
    private readonly SortedDictionary<string, int> _trials = new(StringComparer.Ordinal);

    /// <summary>What may not be, a line each.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>Runs the drill.</summary>
    /// <param name="rounds">How often each command is disturbed in each way.</param>
    /// <param name="names">The commands' names; none for all.</param>
    /// <returns>The figures, a line each.</returns>
    public IReadOnlyList<string> Run(int rounds, params string[] names)
    {
        int number = 0;
        foreach (var task in LongCommands.Named(runner, folder, names))
        {
            var right = task.Undisturbed(runner, Path.Combine(folder, "right-" + task.Name)).Answers;
            for (int round = 0; round < rounds; round++)
            {
                var dice = Dice.Of(seed, number++);
                Disturb("signals", task, number, right, own => Interrupt(task, own, dice));
                Disturb("two writers", task, number, right, own => WriteTwice(task, own));
                Disturb("readers during a write", task, number, right, own => ReadMeanwhile(task, own, right));
                FillDisk(task, number, right, dice);
            }
        }

        return [.. _trials.Select(each => $"{each.Key}: {each.Value} trials"), $"{_faults.Count} bad"];
    }

    private void Disturb(string how, LongCommand task, int number, List<string> right, Func<string, string?> disturb)
    {
        string own = Path.Combine(folder, $"fault-{number}");
        task.Prepare(own);
        string? fault = disturb(own) ?? Check(task, own, right);
        _trials[how] = _trials.GetValueOrDefault(how) + 1;
        if (fault is not null)
        {
            _faults.Add($"{how}: {task.Name}: {fault}");
        }

        Directory.Delete(own, recursive: true);
    }

    // What is wrong with what it wrote.
    private string? Check(LongCommand task, string own, List<string> right)
    {
        if (task.IsDatabase && runner.Run(["verify", task.Written], own) is { ExitCode: not 0 } check)
        {
            return $"damaged: {check.Output.Trim()} {check.LastError}";
        }

        return task.Answers(runner, own).SequenceEqual(right) ? null : "another result";
    }

    private string? Interrupt(LongCommand task, string own, Random dice)
    {
        using var process = runner.Start(task.Command, own);
        var said = Watch(process);
        while (!process.HasExited)
        {
            _ = SendSignal(process.Id, Signals[dice.Next(Signals.Length)]);
            if (dice.Next(4) == 0)
            {
                _ = SendSignal(process.Id, Stop);
                _ = SendSignal(process.Id, Continue);
            }

            Thread.Sleep(dice.Next(3));
        }

        return process.ExitCode == 0 ? null : $"exit code {process.ExitCode}: {said().Trim()}";
    }

    private string? WriteTwice(LongCommand task, string own)
    {
        using var first = runner.Start(task.Command, own);
        using var second = runner.Start(task.Command, own);
        var saidFirst = Watch(first);
        var saidSecond = Watch(second);
        first.WaitForExit();
        second.WaitForExit();
        return (first.ExitCode, second.ExitCode) switch
        {
            (0, 0 or 2) or (2, 0) => Internal(saidFirst()) ?? Internal(saidSecond()),
            var codes => $"exit codes {codes}: {saidFirst().Trim()} | {saidSecond().Trim()}",
        };
    }

    private string? ReadMeanwhile(LongCommand task, string own, List<string> right)
    {
        if (!task.IsDatabase)
        {
            runner.Must(task.Command, own);
            return null;
        }

        // A search asks itself; another reader asks what it does not change.
        string[][] questions = task.Command[0] == "explain"
            ? [["query", "d.cxdb", "SHOW concepts"], ["query", "d.cxdb", "SHOW units"]]
            : [.. task.Questions];
        bool isThere = File.Exists(Path.Combine(own, task.Written));
        var before = isThere ? questions.Select(question => Contents(runner.Run(question, own))).ToList() : [];
        var after = task.Command[0] == "explain" ? before : [.. right.Select(Contents)];
        using var process = runner.Start(task.Command, own);
        var said = Watch(process);
        for (int i = 0; !process.HasExited; i = (i + 1) % questions.Length)
        {
            var answer = runner.Run(questions[i], own);
            string contents = Contents(answer);
            bool isRight = contents == before.ElementAtOrDefault(i) || contents == after[i] || (answer.IsRefusal && !isThere);
            if (!isRight || (isThere && runner.Run(["verify", task.Written], own).ExitCode != 0))
            {
                process.WaitForExit();
                return $"{string.Join(' ', questions[i])}: exit code {answer.ExitCode}: {answer.Output.Trim()} "
                    + $"{answer.LastError}";
            }
        }

        return process.ExitCode == 0 ? null : $"the writer: exit code {process.ExitCode}: {said().Trim()}";
    }

    // In a file system of its own, of the size of what is there and a part of what is to come.
    private void FillDisk(LongCommand task, int number, List<string> right, Random dice)
    {
        const string how = "full disk";
        string own = Path.Combine(folder, $"disk-{number}");
        Directory.CreateDirectory(own);
        long there = task.Files.Values.Sum(bytes => (bytes.Length + 4095L) & ~4095L) + (64 << 10);
        long written = new FileInfo(Path.Combine(folder, "right-" + task.Name, task.Written)).Length;
        long size = there + (long)(dice.NextDouble() * 1.2 * written);
        if (!Mount("-t", "tmpfs", "-o", $"size={size},nr_inodes=100000", "drill", own))
        {
            _trials[how + " (no file system can be mounted)"] = 0;
            return;
        }

        try
        {
            task.Prepare(own);
            var first = runner.Run(task.Command, own);
            string? fault = first.ExitCode == 0 ? Check(task, own, right) : null;
            if (first.ExitCode != 0)
            {
                bool isSaid = first.IsRefusal && first.Errors.Contains("full", StringComparison.Ordinal);
                fault = isSaid ? null : $"exit code {first.ExitCode}: {first.LastError}";
                if (task.IsDatabase
                    && File.Exists(Path.Combine(own, task.Written))
                    && runner.Run(["verify", task.Written], own) is { ExitCode: not 0 } check)
                {
                    fault ??= $"damaged: {check.Output.Trim()} {check.LastError}";
                }

                _ = Mount("-o", "remount,size=1g", own);
                var again = runner.Run(task.Command, own);
                fault ??= again.ExitCode == 0 ? Check(task, own, right) : $"cannot be run again: {again.LastError}";
            }

            string kind = how + (first.ExitCode == 0 ? ", with room" : "");
            _trials[kind] = _trials.GetValueOrDefault(kind) + 1;
            if (fault is not null)
            {
                _faults.Add($"{how}: {task.Name}, {size - there:N0} bytes free: {fault}");
            }
        }
        finally
        {
            using var unmount = Process.Start("umount", [own]);
            unmount.WaitForExit();
            Directory.Delete(own);
        }
    }

    private static bool Mount(params string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("mount", arguments) { RedirectStandardError = true };
            using var mount = Process.Start(start)!;
            mount.WaitForExit();
            return mount.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static string Contents(CommandResult answer) => answer.IsInternal ? answer.Errors : Contents(answer.Output);

    // The file's length is another while it has a log.
    private static string Contents(string output) =>
        string.Join('\n', output.Split('\n').Where(line => !line.StartsWith("│ bytes ", StringComparison.Ordinal)));

    private static string? Internal(string said) =>
        said.Contains("internal error", StringComparison.Ordinal) || said.Contains("   at ", StringComparison.Ordinal)
            ? said.Trim()
            : null;

    // Reads what a process says, so that it never waits for a reader.
    private static Func<string> Watch(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        return () => string.Create(CultureInfo.InvariantCulture, $"{output.Result[..0]}{errors.Result}");
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int SendSignal(int process, int signal);
}
