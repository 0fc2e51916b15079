using System.Diagnostics;
using CompExplain.Query.Ast;
using CompExplain.Query.Parsing;
using CompExplain.Query.Syntax;

namespace CompExplain.Query.Tests.Parsing;

public sealed class HostileInputTests
{
    [Theory]
    [InlineData("(", 10_000)]
    [InlineData("NOT ", 10_000)]
    [InlineData("~", 10_000)]
    [InlineData("NOT (", 10_000)]
    [InlineData("SOME(", 10_000)]
    [InlineData("a OR (", 4_000)]
    [InlineData("NEAR(a, ", 10_000)]
    [InlineData("((((", 250_000)]
    public void Parse_DeeplyNested_IsAnErrorAtTheSpot(string piece, int times)
    {
        string text = string.Concat(Enumerable.Repeat(piece, times)) + "x";

        Assert.False(FormulaParser.TryParse(text, out _, out var diagnostic));
        Assert.Equal("nested more than 500 deep", diagnostic.Message);
        Assert.InRange(diagnostic.Span.Start, 250, 10_000);
        Assert.Contains("^", diagnostic.Render(), StringComparison.Ordinal);
        Assert.False(QueryParser.TryParse("IOU(unit 3, " + text, out _, out diagnostic));
        Assert.Equal("nested more than 500 deep", diagnostic.Message);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("NOT ", "")]
    [InlineData("SOME(", ")")]
    [InlineData("NEAR(", ", b, 5)")]
    [InlineData("ABOVE(b, ", ")")]
    [InlineData("a OR (", ")")]
    public void Parse_NestedAsDeepAsAllowed_ParsesOnASmallStack(string open, string close)
    {
        string text = string.Concat(Enumerable.Repeat(open, 500)) + "x" + string.Concat(Enumerable.Repeat(close, 500));
        Formula? formula = null;
        Formula? back = null;
        Thread thread = new(
            () =>
            {
                formula = FormulaParser.Parse(text);
                back = FormulaParser.Parse(formula.ToString());
                Assert.Equal(formula.GetHashCode(), back.GetHashCode());
                Assert.True(formula == back);
            },
            1 << 20);
        thread.Start();
        thread.Join();

        Assert.NotNull(back);
    }

    [Theory]
    [InlineData(" OR ")]
    [InlineData(" AND NOT ")]
    [InlineData("^")]
    public void Parse_LongChain_ParsesComparesAndPrintsOnASmallStack(string separator)
    {
        string text = string.Join(separator, Enumerable.Range(0, 5000).Select(i => $"c{i}"));
        bool done = false;
        Thread thread = new(
            () =>
            {
                var formula = FormulaParser.Parse(text);
                var again = FormulaParser.Parse(formula.ToString());
                Assert.True(formula == again);
                Assert.Equal(formula.GetHashCode(), again.GetHashCode());
                Assert.Equal(5000, formula.Leaves);
                Assert.False(formula == FormulaParser.Parse(text.Replace("c0", "d0", StringComparison.Ordinal)));
                done = true;
            },
            1 << 19);
        thread.Start();
        thread.Join();

        Assert.True(done);
    }

    [Fact]
    public void Parse_TooManyTerms_IsAnError()
    {
        string text = string.Join(" OR ", Enumerable.Range(0, 5001).Select(i => $"c{i}"));

        Assert.False(FormulaParser.TryParse(text, out _, out var diagnostic));
        Assert.Equal("more than 5000 terms", diagnostic.Message);
    }

    [Theory]
    [InlineData("a ")]
    [InlineData("a:b ")]
    [InlineData("\"")]
    [InlineData("\"a\" ")]
    [InlineData(")")]
    [InlineData("x(")]
    [InlineData("'")]
    [InlineData("\0")]
    [InlineData("\uD800")]
    [InlineData("? ")]
    [InlineData("unit 3 ")]
    [InlineData("COUNT(a), ")]
    [InlineData("TOP 1 ")]
    [InlineData("SHOW concepts WHERE a = b, ")]
    [InlineData("EXPLAIN a LENGTH 3 ")]
    [InlineData("PLAN ")]
    [InlineData(", = > @ ! ")]
    [InlineData("\n")]
    public void Parse_AMegabyteOfNonsense_AnswersQuickly(string piece)
    {
        string text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length));
        var watch = Stopwatch.StartNew();

        bool parsed = QueryParser.TryParse(text, out _, out var diagnostic);
        string shown = diagnostic?.Render() ?? "";
        parsed |= FormulaParser.TryParse(text, out _, out diagnostic);

        Assert.True(watch.ElapsedMilliseconds < 5000, $"{watch.ElapsedMilliseconds} ms");
        Assert.True(parsed || shown.Length is > 0 and < 2000);
        Assert.True(parsed || diagnostic!.Render().Length is > 0 and < 2000);
    }

    [Fact]
    public void Parse_EveryCharacter_AloneAndInAWordAndInQuotes_NeverThrows()
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            string character = ((char)c).ToString();
            foreach (string text in new[] { character, $"a{character}b", $"pre:{character}" })
            {
                if (FormulaParser.TryParse(text, out var formula, out var diagnostic))
                {
                    Assert.Equal(formula, FormulaParser.Parse(formula.ToString()));
                }
                else
                {
                    Assert.NotEmpty(diagnostic.Render());
                }
            }

            NameFormula name = new(character);
            Assert.Equal(name, FormulaParser.Parse(name.ToString()));
            Assert.Equal(name, FormulaParser.Parse(Spelling.Quote(character)));
        }
    }
}
