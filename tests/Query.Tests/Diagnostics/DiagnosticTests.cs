using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Parsing;
using CompExplain.Query.Syntax;

namespace CompExplain.Query.Tests.Diagnostics;

public sealed class DiagnosticTests
{
    [Fact]
    public void Render_OneLine_IsTheSpecificationsExample()
    {
        const string Text = "IOU(unit 483, (watr OR river) AND NOT blue)";
        Diagnostic diagnostic = new(
            "unknown concept 'watr'",
            Text,
            new SourceSpan(15, 4),
            [Suggestions.DidYouMean(["water", "waterfall", "water tower"])]);

        Assert.Equal(
            """
            error: unknown concept 'watr'
              IOU(unit 483, (watr OR river) AND NOT blue)
                             ^^^^
              did you mean: water, waterfall, water tower?
            """.ReplaceLineEndings("\n"),
            diagnostic.Render());
        Assert.Equal((1, 16), (diagnostic.Line, diagnostic.Column));
    }

    [Theory]
    [InlineData("watr", "watr", "  watr\n  ^^^^")]
    [InlineData("\twatr", "watr", "   watr\n   ^^^^")]
    [InlineData("海海 watr", "watr", "  海海 watr\n       ^^^^")]
    [InlineData("海海 watr", "海", "  海海 watr\n  ^^")]
    [InlineData("e\u0301 watr", "watr", "  e\u0301 watr\n    ^^^^")]
    [InlineData("\u0301 watr", "watr", "  \uFFFD watr\n    ^^^^")]
    [InlineData("🌊 watr", "watr", "  🌊 watr\n     ^^^^")]
    [InlineData("\u200B\u202E\0\u0007 watr", "watr", "  \uFFFD\uFFFD\uFFFD\uFFFD watr\n       ^^^^")]
    [InlineData("❤\uFE0F watr", "watr", "  ❤ watr\n    ^^^^")]
    [InlineData("ＡＢ watr", "watr", "  ＡＢ watr\n       ^^^^")]
    [InlineData("한글 watr", "watr", "  한글 watr\n       ^^^^")]
    public void Render_OddCharacters_KeepsTheCaretUnderTheSpot(string text, string spot, string expected)
    {
        Diagnostic diagnostic = new("x", text, new SourceSpan(text.IndexOf(spot, StringComparison.Ordinal), spot.Length));

        Assert.Equal("error: x\n" + expected, diagnostic.Render());
    }

    [Fact]
    public void Render_HalfACharacter_IsShownAsOne() =>
        Assert.Equal("error: x\n  \uFFFD watr\n    ^^^^", new Diagnostic("x", "\uD800 watr", new SourceSpan(2, 4)).Render());

    [Theory]
    [InlineData("a\n  OR watr\nb", "error: line 2, column 6: x\n    OR watr\n       ^^^^")]
    [InlineData("a\r\n  OR watr\r\nb", "error: line 2, column 6: x\n    OR watr\n       ^^^^")]
    [InlineData("a\r  OR watr", "error: line 2, column 6: x\n    OR watr\n       ^^^^")]
    [InlineData("🌊 watr\nb", "error: line 1, column 3: x\n  🌊 watr\n     ^^^^")]
    public void Render_SeveralLines_NamesLineAndColumnAndShowsTheOne(string text, string expected) =>
        Assert.Equal(
            expected, new Diagnostic("x", text, new SourceSpan(text.IndexOf("watr", StringComparison.Ordinal), 4)).Render());

    [Fact]
    public void Render_SpanOverLines_MarksTheFirst() =>
        Assert.Equal(
            "error: line 1, column 3: x\n  a bc\n    ^^", new Diagnostic("x", "a bc\nde", new SourceSpan(2, 5)).Render());

    [Fact]
    public void Render_EndOfText_PointsPastIt()
    {
        Assert.Equal("error: x\n  a OR\n      ^", new Diagnostic("x", "a OR", new SourceSpan(4, 0)).Render());
        Assert.Equal("error: x", new Diagnostic("x", "", default).Render());
        Assert.Equal("error: x\n  a\n   ^", new Diagnostic("x", "a", new SourceSpan(900, 900)).Render());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(500)]
    [InlineData(900)]
    [InlineData(996)]
    public void Render_LongLine_IsAWindowRoundTheSpot(int at)
    {
        string text = string.Concat(Enumerable.Range(0, 1000).Select(i => (char)('a' + (i % 7))));
        text = text[..at] + "WATR" + text[(at + 4)..];

        string[] lines = new Diagnostic("x", text, new SourceSpan(at, 4)).Render().Split('\n');

        Assert.InRange(lines[1].Length, 100, 122);
        Assert.Equal("WATR", lines[1].Substring(lines[2].IndexOf('^', StringComparison.Ordinal), lines[2].Count(c => c == '^')));
        Assert.Equal(at > 60, lines[1].StartsWith("  …", StringComparison.Ordinal));
        Assert.Equal(at < 930, lines[1].EndsWith('…'));
    }

    [Fact]
    public void Render_LongLineOfWideCharacters_KeepsTheCaretUnderTheSpot()
    {
        string text = new string('海', 301) + "W" + new string('é', 300);

        string[] lines = new Diagnostic("x", text, new SourceSpan(301, 1)).Render().Split('\n');

        int before = lines[1].IndexOf('W', StringComparison.Ordinal);
        int columns = lines[1][..before].Sum(c => c == '海' ? 2 : 1);
        Assert.Equal(columns, lines[2].IndexOf('^', StringComparison.Ordinal));
    }

    [Fact]
    public void Render_ASpotLongerThanTheWindow_IsCut()
    {
        string[] lines = new Diagnostic("x", new string('a', 1000), new SourceSpan(0, 1000)).Render().Split('\n');

        Assert.InRange(lines[2].Length, 100, 122);
        Assert.InRange(lines[1].Length, lines[2].Length, 122);
    }

    [Fact]
    public void Render_AMessageThatQuotesAnEndlessName_IsCut()
    {
        string text = new('a', 1_000_000);

        Assert.InRange(
            new Diagnostic($"unknown concept '{text}'", text, new SourceSpan(0, text.Length)).Render().Length, 400, 800);
    }

    [Fact]
    public void Parse_WrongText_ThrowsWithTheDiagnostic()
    {
        var exception = Assert.Throws<QueryException>(() => QueryParser.Parse("IOU(unit 483 water)"));

        Assert.Equal(new SourceSpan(13, 5), exception.Diagnostic.Span);
        Assert.Equal(exception.Diagnostic.Message, exception.Message);
    }
}
