using CompExplain.Cli.Tests.Architecture.Examples.Triangle.B;

namespace CompExplain.Cli.Tests.Architecture.Examples.Triangle.A;

internal sealed record CornerA(CornerB? Next);
