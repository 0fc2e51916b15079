using CompExplain.Cli.Tests.Architecture.Examples.Triangle.C;

namespace CompExplain.Cli.Tests.Architecture.Examples.Triangle.B;

internal sealed record CornerB(CornerC? Next);
