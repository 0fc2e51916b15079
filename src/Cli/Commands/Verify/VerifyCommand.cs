using System.CommandLine;
using CompExplain.Cli.Output;
using CompExplain.Query.Diagnostics;
using CompExplain.Storage;

namespace CompExplain.Cli.Commands.Verify;

/// <summary><c>compexplain verify</c>: checks a database.</summary>
internal static class VerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var command = new Command(
            "verify",
            "Checks a database: the file, every mask and activation against its checksum, and the index against the masks. "
                + "Changes nothing.")
        {
            database,
        };
        command.WithExamples("compexplain verify snli.cxdb");
        command.SetAction(parsed => Run(terminal, parsed.GetRequiredValue(database)));
        return command;
    }

    private static int Run(Terminal terminal, string path)
    {
        var report = ProgressDisplay.Run(terminal, progress => DatabaseVerifier.Verify(path, progress, terminal.Cancellation));
        foreach (string what in report.Checked)
        {
            terminal.Out.WriteLine("checked " + VisibleText.Of(what));
        }

        if (report.IsSound)
        {
            terminal.Out.WriteLine("sound");
            return ExitCode.Success;
        }

        terminal.Out.Flush();
        foreach (string problem in report.Problems)
        {
            Talk.Error(terminal, problem);
        }

        Talk.Say(terminal, $"{path} is damaged: import it again, or restore it from a copy");
        return ExitCode.Error;
    }
}
