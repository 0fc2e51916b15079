using CompExplain.Query.Parsing;
using CompExplain.Search.Checks;

namespace CompExplain.Search.Tests.Checks;

public sealed class FormulaClausesTests
{
    [Theory]
    [InlineData("a", "")]
    [InlineData("a OR b", "a -> b; OR b -> a")]
    [InlineData("(a OR b) AND NOT c", "a -> b AND NOT c; OR b -> a AND NOT c; AND NOT c -> a OR b")]
    [InlineData(
        "(a AND b) OR (c AND d)",
        "a -> b OR (c AND d); AND b -> a OR (c AND d); OR (c AND d) -> a AND b; c -> (a AND b) OR d; AND d -> (a AND b) OR c")]
    [InlineData("a AND NOT (b OR c)", "a -> NOT (b OR c); AND NOT (b OR c) -> a; b -> a AND NOT c; OR c -> a AND NOT b")]
    [InlineData("NEIGHBORS(hyp:x) XOR b", "NEIGHBORS(hyp:x) -> b; XOR b -> NEIGHBORS(hyp:x)")]
    public void Of_Formula_LeavesEachClauseOut(string formula, string expected) => Assert.Equal(
        expected, string.Join("; ", FormulaClauses.Of(FormulaParser.Parse(formula)).Where(part => part.IsNamed).Select(
            part => $"{part.Text} -> {part.Without}")));
}
