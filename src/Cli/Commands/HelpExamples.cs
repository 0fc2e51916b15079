using System.CommandLine;
using System.Runtime.CompilerServices;

namespace CompExplain.Cli.Commands;

/// <summary>The examples that a command's help ends with.</summary>
internal static class HelpExamples
{
    private static readonly ConditionalWeakTable<Command, string[]> Examples = [];

    public static void WithExamples(this Command command, params string[] examples) => Examples.Add(command, examples);

    public static string[] Of(Command command) => Examples.TryGetValue(command, out string[]? examples) ? examples : [];
}
