namespace CompExplain.Cli.Tests.Architecture.Examples.Nested;

internal sealed record Shared;
