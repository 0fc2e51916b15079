namespace CompExplain.Cli.Tests.Architecture;

/// <summary>
/// The graph over small namespaces of this assembly: two use each other, one is used only, and one uses its parent.
/// </summary>
public sealed class NamespaceGraphTests
{
    private const string Examples = "CompExplain.Cli.Tests.Architecture.Examples";

    private static readonly string Assembly = typeof(NamespaceGraphTests).Assembly.Location;

    [Fact]
    public void Circles_OfNamespacesThatUseEachOther_NamesThemWithAReferenceForEachArrow()
    {
        NamespaceGraph graph = new(Examples + ".Round", [Assembly]);

        string circle = Assert.Single(graph.Circles());
        Assert.Equal(
            $"""
            {Examples}.Round.First -> {Examples}.Round.Second -> {Examples}.Round.First
              {Examples}.Round.First -> {Examples}.Round.Second: Caller -> Called
              {Examples}.Round.Second -> {Examples}.Round.First: Called -> Marker
            """,
            circle,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Circles_OfAParentAndItsChild_IsACircle()
    {
        NamespaceGraph graph = new(Examples + ".Nested", [Assembly]);

        string circle = Assert.Single(graph.Circles());
        Assert.Contains($"{Examples}.Nested -> {Examples}.Nested.Inner: Outer -> Inside", circle, StringComparison.Ordinal);
        Assert.Contains($"{Examples}.Nested.Inner -> {Examples}.Nested: Inside -> Shared", circle, StringComparison.Ordinal);
    }

    [Fact]
    public void Circles_OfThreeNamespaces_IsOneCircle()
    {
        NamespaceGraph graph = new(Examples + ".Triangle", [Assembly]);

        Assert.StartsWith(
            $"{Examples}.Triangle.A -> {Examples}.Triangle.B -> {Examples}.Triangle.C -> {Examples}.Triangle.A",
            Assert.Single(graph.Circles()),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Circles_OfNamespacesInOneDirection_IsEmpty()
    {
        NamespaceGraph graph = new(Examples + ".Straight", [Assembly]);

        Assert.Equal([Examples + ".Straight.Above", Examples + ".Straight.Below"], graph.Namespaces);
        Assert.Equal(["Head -> Foot"], graph.References(Examples + ".Straight.Above", Examples + ".Straight.Below"));
        Assert.Empty(graph.Circles());
    }

    [Theory]
    [InlineData("Base")]
    [InlineData("Interface")]
    [InlineData("Field")]
    [InlineData("Parameter")]
    [InlineData("Result")]
    [InlineData("Body")]
    [InlineData("Lambda")]
    [InlineData("Iterator")]
    [InlineData("Caught")]
    [InlineData("Argument")]
    [InlineData("Attributed")]
    [InlineData("AttributeValue")]
    [InlineData("Constraint")]
    [InlineData("Array")]
    [InlineData("Inner")]
    public void References_OfEachKind_AreSeen(string kind)
    {
        NamespaceGraph graph = new(Examples, [Assembly]);

        Assert.Contains(
            graph.References(Examples + ".Kinds", Examples + ".Straight.Below"),
            reference => reference.StartsWith($"Uses{kind}", StringComparison.Ordinal));
    }
}
