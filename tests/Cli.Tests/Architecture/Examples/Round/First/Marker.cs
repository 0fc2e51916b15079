namespace CompExplain.Cli.Tests.Architecture.Examples.Round.First;

[AttributeUsage(AttributeTargets.Class)]
internal sealed class Marker : Attribute;
