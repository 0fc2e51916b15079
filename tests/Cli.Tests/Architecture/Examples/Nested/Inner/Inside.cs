namespace CompExplain.Cli.Tests.Architecture.Examples.Nested.Inner;

internal sealed record Inside(Shared Shared);
