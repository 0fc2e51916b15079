using CompExplain.Storage.Files;

namespace CompExplain.Cli.Output;

/// <summary>Shows the progress of long work and the time left, if standard error is a terminal.</summary>
internal static class ProgressDisplay
{
    public static T Run<T>(Terminal terminal, Func<IProgress<StepProgress>?, T> work) =>
        terminal.IsErrorTerminal ? ProgressBars.Run(terminal, work) : work(null);
}
