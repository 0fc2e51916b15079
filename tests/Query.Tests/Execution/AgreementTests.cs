using CompExplain.Fixtures;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Planning;

namespace CompExplain.Query.Tests.Execution;

/// <summary>Every count, by the index and by the masks, with every rewrite on and off, against plain bit arrays.</summary>
public sealed class AgreementTests
{
    private static readonly RunOptions[] Ways =
    [
        RunOptions.Default,
        With(new PlanOptions { Path = EvaluationPath.Index }),
        With(new PlanOptions { Path = EvaluationPath.Masks }),
        With(new PlanOptions { Disabled = PlanOptions.Passes.ToHashSet() }),
        .. PlanOptions.Passes.Select(
            pass => With(new PlanOptions { Path = EvaluationPath.Masks, Disabled = new HashSet<string> { pass } })),
        .. PlanOptions.Passes.Select(
            pass => With(new PlanOptions { Path = EvaluationPath.Index, Disabled = new HashSet<string> { pass } })),
    ];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Count_RandomPairs_EqualTheNaiveCountsEveryWay(int seed)
    {
        using var world = new World(seed);
        var random = new Random(seed + 1000);
        for (int i = 0; i < 40; i++)
        {
            bool pointwise = random.Next(2) == 0;
            var target = random.Next(3) == 0
                ? world.Naive.Random(random, random.Next(1, 4), pointwise)
                : new UnitFormula(null, random.Next(world.Probe.Units.Length));
            var formula = world.Naive.Random(random, random.Next(1, 9), pointwise);
            var expected = world.Naive.Count(target, formula);
            foreach (var way in Ways)
            {
                Assert.Equal(expected, world.Engine.Count(target, formula, way));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_CountShareInputs_EqualTheNaiveOnes(int seed)
    {
        using var world = new World(seed);
        var random = new Random(seed + 2000);
        int width = world.Probe.Dataset.PositionsPerInput;
        for (int i = 0; i < 25; i++)
        {
            var formula = world.Naive.Random(random, random.Next(1, 7), pointwise: false);
            bool[] mask = world.Naive.Evaluate(formula);
            foreach (var way in Ways)
            {
                var answer = world.Engine.Run($"COUNT({formula}), SHARE({formula}), INPUTS({formula})", way);
                Assert.Equal(mask.LongCount(each => each), answer[0, "count"]);
                Assert.Equal(mask.LongCount(each => each) / (double)mask.Length, answer[0, "share"]);
                Assert.Equal(
                    Enumerable.Range(0, mask.Length / width).LongCount(input => mask.AsSpan(input * width, width).Contains(true)),
                    answer[0, "inputs"]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_TopConcepts_EqualsSubstitutingEachConcept(int seed)
    {
        using var world = new World(seed);
        var random = new Random(seed + 3000);
        for (int i = 0; i < 15; i++)
        {
            var formula = world.Naive.Random(random, random.Next(1, 6), pointwise: false, hole: true);
            if (!formula.ToString().Contains('?', StringComparison.Ordinal))
            {
                formula = new AndFormula(formula, new NotFormula(new HoleFormula()));
            }

            var answer = world.Engine.Run($"TOP 100 concepts BY IOU(unit 1, {formula}), COUNT({formula}), F1(unit 1, {formula})");
            bool[] target = world.Probe.Units[1];
            var expected = Enumerable.Range(0, world.Probe.Concepts.Count).Select(concept =>
            {
                var counts = NaiveEvaluator.Count(target, world.Naive.Evaluate(formula, world.Probe.Masks[concept]));
                string name = world.Engine.Reference(world.Database.Concepts[concept]).ToString();
                return (Name: name, Iou: PairScore.Iou(counts), counts.Size, F1: PairScore.F1(counts), Concept: concept);
            })
                .OrderByDescending(each => each.Iou)
                .ThenByDescending(each => each.Size)
                .ThenByDescending(each => each.F1)
                .ThenBy(each => each.Concept)
                .ToList();
            Assert.Equal(expected.Count, answer.Rows.Count);
            for (int row = 0; row < expected.Count; row++)
            {
                Assert.Equal(expected[row].Name, answer[row, "name"]);
                Assert.Equal(expected[row].Iou, answer[row, "iou"]);
                Assert.Equal(expected[row].Size, answer[row, "count"]);
                Assert.Equal(expected[row].F1, answer[row, "f1"]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_TopUnits_EqualsSubstitutingEachUnit(int seed)
    {
        using var world = new World(seed);
        var random = new Random(seed + 4000);
        for (int i = 0; i < 10; i++)
        {
            var formula = world.Naive.Random(random, random.Next(1, 6), pointwise: i % 2 == 0);
            var answer = world.Engine.Run($"TOP 3 units BY IOU(?, {formula})");
            bool[] mask = world.Naive.Evaluate(formula);
            var expected = Enumerable.Range(0, world.Probe.Units.Length)
                .Select(unit => (Unit: unit, Iou: PairScore.Iou(NaiveEvaluator.Count(world.Probe.Units[unit], mask))))
                .OrderByDescending(each => each.Iou).ThenBy(each => each.Unit).Take(3).ToList();
            Assert.Equal(expected.Select(each => $"unit {each.Unit}"), answer.Rows.Select(row => (string)row[1]!));
            Assert.Equal(expected.Select(each => each.Iou), answer.Rows.Select(row => (double)row[3]!));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_TopInputs_EqualsCountingInEachInput(int seed)
    {
        using var world = new World(seed);
        var random = new Random(seed + 5000);
        int width = world.Probe.Dataset.PositionsPerInput;
        for (int i = 0; i < 10; i++)
        {
            var formula = world.Naive.Random(random, random.Next(1, 6), pointwise: false);
            bool[] mask = world.Naive.Evaluate(formula);
            var answer = world.Engine.Run($"TOP 5 inputs BY COUNT({formula}) WHERE SPLIT(val)");
            var expected = Enumerable.Range(0, world.Probe.Dataset.InputCount).Where(input => world.Probe.Splits[input] == "val")
                .Select(input => (Input: input, Count: (long)mask.AsSpan(input * width, width).Count(true)))
                .OrderByDescending(each => each.Count).ThenBy(each => each.Input).Take(5).ToList();
            Assert.Equal(expected.Select(each => $"input {each.Input}"), answer.Rows.Select(row => (string)row[1]!));
            Assert.Equal(expected.Select(each => each.Count), answer.Rows.Select(row => (long)row[3]!));
        }
    }

    private static RunOptions With(PlanOptions plan) => new() { Plan = plan };
}
