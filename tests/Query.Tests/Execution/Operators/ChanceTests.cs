using CompExplain.Fixtures;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Execution.Operators;
using CompExplain.Query.Explaining;

namespace CompExplain.Query.Tests.Execution.Operators;

/// <summary>What chance gives, against shifting plain bit arrays.</summary>
public sealed class ChanceTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Chance_RandomFormulas_EqualsShiftingBitArrays(int seed)
    {
        using var world = new World(seed);
        var random = new Random(seed);
        int inputs = world.Probe.Dataset.InputCount, width = world.Probe.Dataset.PositionsPerInput;
        for (int i = 0; i < 10; i++)
        {
            var target = i % 3 == 0
                ? world.Naive.Random(random, 3, pointwise: false)
                : new UnitFormula(null, random.Next(world.Probe.Units.Length));
            var formula = world.Naive.Random(random, random.Next(1, 6), pointwise: i % 2 == 0);
            var options = new HonestyOptions { Shifts = i % 2 == 0 ? 100 : 7, Seed = i };
            var (t, f) = (world.Naive.Evaluate(target), world.Naive.Evaluate(formula));
            double observed = PairScore.Iou(NaiveEvaluator.Count(t, f));
            var chance = CyclicShifts.Choose(inputs, options.Shifts, options.Seed).Select(shift =>
            {
                bool[] shifted = new bool[t.Length];
                for (int at = 0; at < t.Length; at++)
                {
                    shifted[(((at / width) + shift) % inputs * width) + (at % width)] = t[at];
                }

                return PairScore.Iou(NaiveEvaluator.Count(shifted, f));
            }).ToList();

            var level = world.Engine.Chance(target, formula, options);
            Assert.Equal(Math.Min(options.Shifts, inputs - 1), level.Shifts);
            Assert.Equal(chance.Count(iou => iou >= observed), level.AsHigh);
            Assert.Equal(chance.Average(), level.MeanIou!.Value, 12);
            Assert.Equal((1.0 + level.AsHigh) / (1 + chance.Count), level.PValue);
        }
    }

    [Theory]
    [InlineData(1, 100, 0)]
    [InlineData(2, 100, 1)]
    [InlineData(101, 100, 100)]
    [InlineData(102, 100, 100)]
    [InlineData(22_210, 100, 100)]
    public void Choose_Inputs_GivesDistinctShiftsThatMoveTheMask(int inputs, int count, int expected)
    {
        int[] shifts = CyclicShifts.Choose(inputs, count, seed: 3);
        Assert.Equal(expected, shifts.Length);
        Assert.Equal(shifts.Distinct().Order(), shifts);
        Assert.All(shifts, shift => Assert.InRange(shift, 1, inputs - 1));
        Assert.Equal(shifts, CyclicShifts.Choose(inputs, count, seed: 3));
        if (inputs > count + 1)
        {
            Assert.NotEqual(shifts, CyclicShifts.Choose(inputs, count, seed: 4));
        }
    }

    [Fact]
    public void Of_ManySeeds_EveryNumberIsAsLikely()
    {
        // 3 of 10 in 5,000 draws: 1,500 each, with a standard deviation of 32.
        int[] drawn = new int[10];
        for (int seed = 0; seed < 5000; seed++)
        {
            foreach (int number in SeededSample.Of(10, 3, seed))
            {
                drawn[number]++;
            }
        }

        Assert.All(drawn, count => Assert.InRange(count, 1350, 1650));
    }

    [Fact]
    public void Run_PValue_IsTheChanceOfTheIou()
    {
        using var ask = Ask.Images();

        // Unit 0 has the first ten positions, and the images have four each: shifted by whole images it never has them again.
        var answer = ask["PVALUE(unit 0, water), IOU(unit 0, water)"];
        Assert.Equal(0.1, answer[0, "pvalue"]);
        Assert.Equal(10.0 / 12, answer[0, "iou"]);
        Assert.StartsWith(
            "PVALUE: 0 of 9 cyclic shifts by whole inputs score as high; their mean IOU is 0.1",
            Assert.Single(answer.Notes),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TopByPValue_RanksTheLeastLikelyFirst()
    {
        using var ask = Ask.Images();
        var answer = ask["TOP 3 concepts BY PVALUE(unit 0, ?), IOU(unit 0, ?) WHERE category = object"];
        Assert.Equal("water", answer[0, "name"]);
        Assert.Equal(0.1, answer[0, "pvalue"]);
        var units = ask["TOP 5 units BY PVALUE(?, water)"];
        Assert.Equal(units.Rows.Select(row => (double)row[3]!).Order(), units.Rows.Select(row => (double)row[3]!));
        Assert.Contains(
            "PVALUE is of the whole data set, and not of one input",
            ask.Error("TOP 3 inputs BY PVALUE(unit 0, water)"),
            StringComparison.Ordinal);
    }
}
