using CompExplain.Cli.Tests.Architecture.Examples.Round.First;

namespace CompExplain.Cli.Tests.Architecture.Examples.Round.Second;

[Marker]
internal sealed class Called
{
    public int Value { get; } = 1;
}
