using CompExplain.Query.Ast;
using CompExplain.Query.Parsing;

namespace CompExplain.Query.Tests.Parsing;

public sealed class SyntaxTreeTests
{
    [Fact]
    public void Equality_DifferentPlaces_IsOfStructureAlone()
    {
        var typed = FormulaParser.Parse("  (water OR river) AND NOT unit 3 > 2.5");
        Formula built = new AndFormula(
            new OrFormula(new NameFormula("water"), new NameFormula("river")),
            new NotFormula(new UnitFormula(null, 3, new UnitAbove(2.5))));

        Assert.Equal(built, typed);
        Assert.Equal(built.GetHashCode(), typed.GetHashCode());
        Assert.True(built.Span.IsNone);
        Assert.Equal(new SourceSpan(3, 36), typed.Span);
    }

    [Theory]
    [InlineData("a AND b", "a OR b")]
    [InlineData("a AND b", "b AND a")]
    [InlineData("NOT a", "a")]
    [InlineData("NOT a", "NOT b")]
    [InlineData("a AND (b AND c)", "a AND b AND c")]
    [InlineData("SOME(a)", "EVERY(a)")]
    [InlineData("ABOVE(a, b)", "BELOW(a, b)")]
    [InlineData("ALL", "NONE")]
    [InlineData("a:b", ":\"a:b\"")]
    [InlineData("a", "A")]
    [InlineData("\"\u00E9\"", "\"e\u0301\"")]
    public void Equality_DifferentFormulas_IsFalse(string first, string second) =>
        Assert.NotEqual(FormulaParser.Parse(first), FormulaParser.Parse(second));

    [Theory]
    [InlineData("water", 1)]
    [InlineData("NOT water", 1)]
    [InlineData("(water OR river) AND NOT blue", 3)]
    [InlineData("NEIGHBORS(hyp:couch) OR hyp:inside", 2)]
    [InlineData("ALL AND CORRECT", 2)]
    [InlineData("NEAR(a OR b, c, 5) XOR SOME(d)", 4)]
    [InlineData("ABOVE(a, EXPAND(b AND c, 2))", 3)]
    public void Leaves_Formula_IsTheLengthOfThePaper(string text, int expected) =>
        Assert.Equal(expected, FormulaParser.Parse(text).Leaves);

    [Fact]
    public void Spans_PartsOfAQuery_AreWhereTheyStood()
    {
        const string Text = "TOP 5 inputs BY COUNT(swimming pool AND \"pre:x\") WHERE size > 100, NEIGHBORS(hyp:a)";
        var query = Assert.IsType<TopQuery>(QueryParser.Parse(Text));
        var formula = Assert.IsType<AndFormula>(query.By[0].Formula);
        var size = Assert.IsType<ColumnCondition>(query.Where[0]);
        var neighbors = Assert.IsType<NeighborsFormula>(Assert.IsType<FormulaCondition>(query.Where[1]).Formula);

        Assert.Equal("swimming pool", At(formula.Left.Span));
        Assert.Equal("\"pre:x\"", At(formula.Right.Span));
        Assert.Equal("swimming pool AND \"pre:x\"", At(formula.Span));
        Assert.Equal("COUNT(swimming pool AND \"pre:x\")", At(query.By[0].Span));
        Assert.Equal("size", At(size.Span));
        Assert.Equal("100", At(size.ValueSpan));
        Assert.Equal("NEIGHBORS(hyp:a)", At(neighbors.Span));
        Assert.Equal("hyp:a", At(neighbors.Concept.Span));
        Assert.Equal(Text, At(query.Span));
        Assert.Equal("wet", Span(QueryParser.Parse("LET wet = a"), "LET wet = a"));
        Assert.Equal("category", Span(QueryParser.Parse("COUNT(a) GROUP BY category"), "COUNT(a) GROUP BY category"));

        static string At(SourceSpan span) => Text.Substring(span.Start, span.Length);
        static string Span(Statement statement, string text) => text.Substring(statement.Span.Start, statement.Span.Length);
    }

    [Fact]
    public void Constructors_WhatCannotBeWritten_Throw()
    {
        NameFormula water = new("water");

        Assert.Throws<ArgumentOutOfRangeException>(() => new UnitFormula(null, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UnitAbove(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new UnitTopShare(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExpandFormula(water, -1));
        Assert.Throws<ArgumentException>(() => new ScoreCall(Score.Iou, null, water));
        Assert.Throws<ArgumentException>(() => new ScoreCall(Score.Count, water, water));
        Assert.Throws<ArgumentException>(() => new ScoreQuery([]));
        Assert.Throws<ArgumentException>(() => new PlanQuery(new PlanQuery(new MaskQuery(water))));
    }

    [Fact]
    public void Statements_ListsOfEqualParts_AreEqual()
    {
        ScoreQuery first = new([new ScoreCall(Score.Count, null, new NameFormula("a"))]);
        ScoreQuery second = new([new ScoreCall(Score.Count, null, new NameFormula("a"))]);

        Assert.Equal(first, second);
        Assert.Equal(first.GetHashCode(), second.GetHashCode());
        Assert.NotEqual(first, new ScoreQuery([.. first.Calls, .. second.Calls]));
    }
}
