using System.Diagnostics;
using System.Globalization;
using CompExplain.Cli.Output;
using CompExplain.Import;
using CompExplain.Query.Diagnostics;
using CompExplain.Storage.Files;

namespace CompExplain.Cli.Commands;

/// <summary>Runs imports and probes: shows progress, and prints in a line what was written.</summary>
internal static class WriteRunner
{
    /// <summary>Runs an import.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="database">The database's path.</param>
    /// <param name="import">The import.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Terminal terminal, string database, Func<IProgress<StepProgress>?, ImportSummary> import) =>
        Run(
            terminal,
            database,
            import,
            summary => Describe(database, summary),
            summary => summary.Notes.Select(note => note.ToString()));

    /// <summary>Runs a probe.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="database">The database's path.</param>
    /// <param name="write">The work; gives a summary.</param>
    /// <param name="describe">The summary in a line, without the database's name and the time.</param>
    /// <param name="notes">Notes on the summary; null for none.</param>
    /// <param name="resumes">Whether the same command resumes work that was cancelled.</param>
    /// <returns>The exit code.</returns>
    public static int Run<TSummary>(
        Terminal terminal,
        string database,
        Func<IProgress<StepProgress>?, TSummary> write,
        Func<TSummary, string> describe,
        Func<TSummary, IEnumerable<string>>? notes = null,
        bool resumes = false)
    {
        long start = Stopwatch.GetTimestamp();
        TSummary summary;
        try
        {
            summary = ProgressDisplay.Run(terminal, write);
        }
        catch (OperationCanceledException)
        {
            Talk.Say(terminal, $"stopped: {database} is as it was before{(resumes ? "; the same command resumes" : null)}");
            throw;
        }

        string time = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s");
        terminal.Out.WriteLine(VisibleText.Of($"{database}: {describe(summary)}, {time}"));
        foreach (string note in notes?.Invoke(summary) ?? [])
        {
            Talk.Note(terminal, note);
        }

        return ExitCode.Success;
    }

    private static string Describe(string database, ImportSummary summary)
    {
        (int Count, string What)[] written =
        [
            (summary.Concepts, "concept"), (summary.Units, "unit"), (summary.Words, "word vector"),
        ];
        var parts = written.Where(each => each.Count > 0).Select(each => Amount(each.Count, each.What));
        double size = new FileInfo(database).Length / 1048576.0;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(", ", parts.DefaultIfEmpty("nothing"))} over {Amount(summary.Inputs, "input")} "
            + $"({summary.Positions:N0} positions), {size:N1} MiB");
    }

    private static string Amount(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? string.Empty : "s")}");
}
