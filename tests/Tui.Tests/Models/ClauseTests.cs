using CompExplain.Query.Parsing;
using CompExplain.Storage.Results;
using CompExplain.Tui.Models;

namespace CompExplain.Tui.Tests.Models;

public sealed class ClauseTests
{
    [Theory]
    [InlineData("water", " water")]
    [InlineData("(water OR river) AND NOT blue", " water|OR river|AND NOT blue")]
    [InlineData("a AND b OR c AND d", " a|AND b|OR c AND d")]
    [InlineData("a XOR NOT b", " a|XOR NOT b")]
    public void Steps_OfAFormula_AreWhatItGrewBy(string formula, string steps) =>
        Assert.Equal(steps, string.Join('|', Clause.Steps(FormulaParser.Parse(formula)).Select(step => $"{step.Operator} {step.Text}")));

    [Fact]
    public void Steps_Last_IsTheWholeFormula()
    {
        var formula = FormulaParser.Parse("((a OR b) AND c) OR (d AND e)");
        Assert.Equal(formula, Clause.Steps(formula)[^1].Until);
    }
}
