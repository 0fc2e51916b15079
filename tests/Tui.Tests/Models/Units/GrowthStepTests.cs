using CompExplain.Query.Parsing;
using CompExplain.Tui.Models.Units;

namespace CompExplain.Tui.Tests.Models.Units;

public sealed class GrowthStepTests
{
    [Theory]
    [InlineData("water", " water")]
    [InlineData("(water OR river) AND NOT blue", " water|OR river|AND NOT blue")]
    [InlineData("a AND b OR c AND d", " a|AND b|OR c AND d")]
    [InlineData("a XOR NOT b", " a|XOR NOT b")]
    public void Of_Formula_AreWhatItGrewBy(string formula, string steps) =>
        Assert.Equal(
            steps, string.Join('|', GrowthStep.Of(FormulaParser.Parse(formula)).Select(step => $"{step.Operator} {step.Text}")));

    [Fact]
    public void Of_LastStep_IsTheWholeFormula()
    {
        var formula = FormulaParser.Parse("((a OR b) AND c) OR (d AND e)");
        Assert.Equal(formula, GrowthStep.Of(formula)[^1].Until);
    }
}
