using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using CompExplain.Cli.Commands;

namespace CompExplain.Cli.Entry;

/// <summary>
/// The help of System.CommandLine, then the command's examples; the root command's help ends with the exit codes.
/// </summary>
internal sealed class HelpWithExamples : SynchronousCommandLineAction
{
    private readonly HelpAction _help;

    public HelpWithExamples(HelpAction help) => _help = help;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        int code = _help.Invoke(parseResult);
        string[] examples = HelpExamples.Of(parseResult.CommandResult.Command);
        if (examples.Length == 0)
        {
            return code;
        }

        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine(examples.Length == 1 ? "Example:" : "Examples:");
        foreach (string example in examples)
        {
            output.WriteLine("  " + example);
        }

        if (parseResult.CommandResult.Command is RootCommand)
        {
            output.WriteLine();
            output.WriteLine("Exit codes:");
            output.WriteLine($"  {ExitCode.Success,3}  done");
            output.WriteLine($"  {ExitCode.NothingFound,3}  done, and nothing was found");
            output.WriteLine($"  {ExitCode.Error,3}  an error; standard error says why");
            output.WriteLine($"  {ExitCode.TimedOut,3}  stopped by --timeout");
            output.WriteLine($"  {ExitCode.Interrupted,3}  cancelled by Ctrl-C");
        }

        return code;
    }
}
