using CompExplain.Query.Editing;

namespace CompExplain.Query.Tests.Editing;

public sealed class CompletionTests
{
    private static readonly Completion Completion = new(
        () => ["water", "waterfall", "swimming pool", "swimming trunks", "pre:man", "hyp:man", "\"pre:#\"", "\"and\""],
        () => ["wet", "mlp:"]);

    [Theory]
    [InlineData("wat", 0, "water", "waterfall")]
    [InlineData("IOU(unit 3, wat", 12, "water", "waterfall")]
    [InlineData("water OR swimming po", 9, "swimming pool")]
    [InlineData("NOT sw", 4, "swimming pool", "swimming trunks")]
    [InlineData("TOP 10 conc", 7, "concepts")]
    [InlineData("expl", 0, "EXPLAIN")]
    [InlineData("neighb", 0, "NEIGHBORS(")]
    [InlineData("ma", 0, "hyp:man", "pre:man")]
    [InlineData("\"pr", 0, "\"pre:#\"")]
    [InlineData("we", 0, "wet")]
    [InlineData("zzz", 3)]
    [InlineData("", 0)]
    [InlineData("water ", 6)]
    public void Complete_EndOfAText_GivesWhatBeginsWithIt(string text, int start, params string[] choices)
    {
        var (found, names) = Completion.Complete(text);
        Assert.Equal(start, found);
        Assert.Equal(choices, names);
    }

    [Fact]
    public void CommonStart_Choices_IgnoresCase() => Assert.Equal("Wat", Completion.CommonStart(["Water", "waterfall", "watt"]));
}
