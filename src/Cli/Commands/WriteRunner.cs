using System.Diagnostics;
using System.Globalization;
using CompExplain.Cli.Output;
using CompExplain.Query.Diagnostics;
using CompExplain.Storage.Files;

namespace CompExplain.Cli.Commands;

/// <summary>Runs what writes a database, all or nothing: shows how far it is, and says in a line what it wrote.</summary>
internal static class WriteRunner
{
    /// <summary>Runs it.</summary>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="database">The database's path.</param>
    /// <param name="write">The work; gives a summary.</param>
    /// <param name="describe">What the summary says, after the database's name.</param>
    /// <param name="goesOn">Whether the same command goes on where the work was stopped.</param>
    public static TSummary Run<TSummary>(Terminal terminal, string database, Func<IProgress<StepProgress>?, TSummary> write, Func<TSummary, string> describe, bool goesOn = false)
    {
        long start = Stopwatch.GetTimestamp();
        TSummary summary;
        try
        {
            summary = ProgressDisplay.Run(terminal, write);
        }
        catch (OperationCanceledException)
        {
            Talk.Say(terminal, $"stopped: {database} is as it was before{(goesOn ? "; the same command goes on from here" : null)}");
            throw;
        }

        terminal.Out.WriteLine(VisibleText.Of(string.Create(
            CultureInfo.InvariantCulture, $"{database}: {describe(summary)}, {Stopwatch.GetElapsedTime(start).TotalSeconds:N1} s")));
        return summary;
    }
}
