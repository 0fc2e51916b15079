namespace CompExplain.Cli.Tests.Architecture.Examples.Straight.Below;

[AttributeUsage(AttributeTargets.All)]
internal sealed class FootAttribute : Attribute;
