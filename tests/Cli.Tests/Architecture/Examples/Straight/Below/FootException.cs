namespace CompExplain.Cli.Tests.Architecture.Examples.Straight.Below;

internal sealed class FootException : Exception;
