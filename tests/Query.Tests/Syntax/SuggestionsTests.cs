using System.Diagnostics;
using CompExplain.Query.Syntax;

namespace CompExplain.Query.Tests.Syntax;

public sealed class SuggestionsTests
{
    private static readonly string[] Names =
    [
        "wall", "sky", "tree", "waterwheel", "watch", "water", "waterfall", "water tower", "water mill", "watering hole",
        "watermelon", "car", "cat", "cart", "sea", "street", "streetlight", "river", "person", "swimming pool", "pool table",
        "blue-c", "Grass", "bat",
    ];

    [Theory]
    [InlineData("watr", "water, waterfall, waterwheel")]
    [InlineData("wtaer", "water, waterfall, waterwheel")]
    [InlineData("stret", "street, streetlight, tree")]
    [InlineData("grass", "Grass")]
    [InlineData("GRAS", "Grass")]
    [InlineData("swiming pool", "swimming pool")]
    [InlineData("blue", "blue-c")]
    [InlineData("pool", "pool table, swimming pool")]
    [InlineData("xyzzy", "")]
    [InlineData("", "")]
    [InlineData("q", "")]
    public void Nearest_Misspelt_FindsWhatWasMeant(string wanted, string expected) =>
        Assert.Equal(expected, string.Join(", ", Suggestions.Nearest(wanted, Names)));

    [Fact]
    public void Nearest_TheSpecificationsExample_IsAsWritten() =>
        Assert.Equal(
            ["water", "waterfall", "water tower"],
            Suggestions.Nearest("watr", ["sky", "water tower", "wall", "waterfall", "river", "water"]));

    [Fact]
    public void Nearest_FiveThousandNames_IsFast()
    {
        string[] names = [.. Enumerable.Range(0, 5000).Select(i => $"some concept {i} of {i % 17}")];
        Suggestions.Nearest("warm up", names);
        var watch = Stopwatch.StartNew();

        Suggestions.Nearest("sme concpt 4000 of 5", names);

        Assert.True(watch.ElapsedMilliseconds < 500, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void Nearest_EndlessOrOddText_GivesNothing()
    {
        Assert.Empty(Suggestions.Nearest(new string('a', 1_000_000), Names));
        Assert.Empty(Suggestions.Nearest("\0\uD800", Names));
        Assert.Equal(["water"], Suggestions.Nearest("water", ["water", "water"]));
    }
}
