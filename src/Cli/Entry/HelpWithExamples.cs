using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace CompExplain.Cli.Entry;

/// <summary>The usual help, and the command's examples after it.</summary>
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

        return code;
    }
}
