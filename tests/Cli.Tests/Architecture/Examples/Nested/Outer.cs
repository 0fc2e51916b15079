using CompExplain.Cli.Tests.Architecture.Examples.Nested.Inner;

namespace CompExplain.Cli.Tests.Architecture.Examples.Nested;

internal sealed record Outer(Inside Inside);
