namespace CompExplain.Cli.Tests.Architecture.Examples.Straight.Below;

internal record Foot;
