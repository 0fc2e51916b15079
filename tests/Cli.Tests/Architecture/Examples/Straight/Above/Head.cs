using CompExplain.Cli.Tests.Architecture.Examples.Straight.Below;

namespace CompExplain.Cli.Tests.Architecture.Examples.Straight.Above;

internal sealed record Head(Foot Foot);
