using CompExplain.Cli.Tests.Architecture.Examples.Triangle.A;

namespace CompExplain.Cli.Tests.Architecture.Examples.Triangle.C;

internal sealed record CornerC(CornerA? Next);
