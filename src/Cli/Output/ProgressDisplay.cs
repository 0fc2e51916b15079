using CompExplain.Storage.Files;

namespace CompExplain.Cli.Output;

/// <summary>Shows how far a long piece of work is, with the time left, where standard error is a terminal.</summary>
internal static class ProgressDisplay
{
    public static T Run<T>(Terminal terminal, Func<IProgress<StepProgress>?, T> work) =>
        terminal.IsErrorTerminal ? ProgressBars.Run(terminal, work) : work(null);
}
