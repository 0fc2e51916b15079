using CompExplain.Cli.Entry;

namespace CompExplain.Cli.Tests;

/// <summary>What a run of the command said.</summary>
internal sealed record Outcome(int Code, string Output, string Error)
{
    /// <summary>Runs the command in this process, with pipes at its ends.</summary>
    public static Outcome Of(params string[] args) => OfInput(string.Empty, args);

    public static Outcome OfInput(string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = CommandLine.Run(args, new StringReader(input), output, error);
        return new Outcome(code, output.ToString(), error.ToString());
    }
}
