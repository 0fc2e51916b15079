using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;

namespace CompExplain.Query.Tests.Explaining;

/// <summary>The stored form of options. Stored searches are found by the exact text, so it must never change.</summary>
public sealed class SearchOptionsTests
{
    public static TheoryData<string, SearchOptions> Stored { get; } = new()
    {
        { """{"length":10,"beam":10,"scorer":"IOU"}""", new SearchOptions() },
        { """{"length":3,"beam":5,"scorer":"F1"}""", new SearchOptions { Length = 3, Beam = 5, Scorer = Score.F1 } },
        {
            """{"length":10,"beam":10,"scorer":"IOU","grammar":"full","penalty":0.01,"candidates":50}""",
            new SearchOptions { Grammar = SearchGrammar.Full, LengthPenalty = 0.01, CandidateLimit = 50 }
        },
        {
            """{"length":10,"beam":10,"scorer":"IOU","categories":"color,object","neighbors":false}""",
            new SearchOptions { Categories = ["color", "object"], Neighbors = false }
        },
        { """{"length":10,"beam":10,"scorer":"IOU","neighbors":7}""", new SearchOptions { NeighborCount = 7 } },
    };

    [Theory]
    [MemberData(nameof(Stored))]
    public void ToJson_Options_IsTheTextOfEveryVersion(string text, SearchOptions options)
    {
        Assert.Equal(text, options.ToJson());
        Assert.Equal(text, SearchOptions.Parse(text).ToJson());
        Assert.Equivalent(options, SearchOptions.Parse(text), strict: true);
    }

    [Fact]
    public void ToJson_OptionsThatAnswersDoNotDependOn_AreLeftOut() => Assert.Equal(
        SearchOptions.Default.ToJson(), new SearchOptions { Threads = 3, MinimumInputs = 40 }.ToJson());

    [Fact]
    public void ToJson_CategoriesInAnotherOrder_IsTheSameSearch() => Assert.Equal(
        new SearchOptions { Categories = ["a", "b"] }.ToJson(), new SearchOptions { Categories = ["b", "a"] }.ToJson());

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"length":"long"}""")]
    [InlineData("""{"scorer":"BEST"}""")]
    public void Parse_SomethingElse_Throws(string text) => Assert.Throws<FormatException>(() => SearchOptions.Parse(text));

    [Theory]
    [InlineData("""{"shifts":100,"seed":0}""", 100, 0, null)]
    [InlineData("""{"shifts":200,"seed":7,"holdout":"val"}""", 200, 7, "val")]
    public void ToJson_Honesty_IsTheTextOfEveryVersion(string text, int shifts, int seed, string? heldOut)
    {
        var options = new HonestyOptions { Shifts = shifts, Seed = seed, HeldOut = heldOut };
        Assert.Equal(text, options.ToJson());
        Assert.Equal(options, HonestyOptions.Parse(text));
    }
}
