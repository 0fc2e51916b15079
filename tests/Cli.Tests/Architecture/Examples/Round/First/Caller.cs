using CompExplain.Cli.Tests.Architecture.Examples.Round.Second;

namespace CompExplain.Cli.Tests.Architecture.Examples.Round.First;

internal static class Caller
{
    public static int Call() => new Called().Value;
}
