namespace CompExplain.Cli.Tests.Architecture.Examples.Straight.Below;

internal interface IFoot;
