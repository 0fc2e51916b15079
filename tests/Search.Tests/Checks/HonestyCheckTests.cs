using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Parsing;
using CompExplain.Query.Scanning;
using CompExplain.Search.Checks;
using CompExplain.Storage.Results;

namespace CompExplain.Search.Tests.Checks;

public sealed class HonestyCheckTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_RandomFormulas_DropsWhatChangesNothingAndCountsTheRest(int seed)
    {
        using var world = new SearchWorld(seed);
        var random = new Random(seed);
        var check = new HonestyCheck(world.Engine, HonestyOptions.Default, CandidateOptions.Default, CancellationToken.None);
        var target = new UnitFormula(null, 0);
        int dropped = 0;
        for (int i = 0; i < 20; i++)
        {
            var formula = RandomFormula(world, random, random.Next(1, 8));
            var counts = world.Naive.Count(target, formula);
            var found = check.Run(
                target, new Explanation(8, formula.Leaves, formula.ToString(), 0, counts), null, CancellationToken.None);
            var shortened = FormulaParser.Parse(found.Formula);
            Assert.Equal(formula.ToString(), found.Explained);
            Assert.Equal(shortened.Leaves, found.Leaves);
            Assert.Equal(world.Naive.Evaluate(formula), world.Naive.Evaluate(shortened));
            Assert.Equal(found.Dropped.Count == 0, formula == shortened);
            dropped += found.Dropped.Count;
            var parts = FormulaClauses.Of(shortened);
            Assert.Equal(
                parts.Where(part => part.IsNamed).Select(part => (part.Text, world.Naive.Count(target, part.Without))),
                found.Clauses.Select(each => (each.Text, each.Without)));
            Assert.All(parts, part => Assert.NotEqual(world.Naive.Evaluate(shortened), world.Naive.Evaluate(part.Without)));
        }

        Assert.True(dropped > 0);
    }

    private static Formula RandomFormula(SearchWorld world, Random random, int leaves)
    {
        if (leaves == 1)
        {
            return world.Candidates[random.Next(world.Candidates.Count)].Formula;
        }

        int first = random.Next(1, leaves);
        var (left, right) = (RandomFormula(world, random, first), RandomFormula(world, random, leaves - first));
        return random.Next(4) switch
        {
            0 => new OrFormula(left, right),
            1 => new AndFormula(left, right),
            2 => new AndFormula(left, new NotFormula(right)),
            _ => new OrFormula(new NotFormula(left), right),
        };
    }
}
