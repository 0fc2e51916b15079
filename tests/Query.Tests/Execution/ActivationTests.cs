using System.Globalization;
using CompExplain.Query.Execution;
using CompExplain.Query.Parsing;
using CompExplain.Query.Results;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Tests.Execution;

/// <summary>What is asked of stored activations, against plain sorting and counting.</summary>
public sealed class ActivationTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_AucAndAuprc_EqualCountingAllPairs(int seed)
    {
        using var world = new World(seed);
        var random = new Random(seed);
        for (int i = 0; i < 10; i++)
        {
            int unit = random.Next(world.Probe.Units.Length);
            var formula = world.Naive.Random(random, random.Next(1, 5), pointwise: i % 2 == 0);
            var (auc, precision) = Naive(world.Naive.Activations(unit), world.Naive.Evaluate(formula));
            var answer = world.Engine.Run($"AUC(unit {unit}, {formula}), AUPRC(unit {unit}, {formula})");
            Assert.Equal(auc, (double)answer[0, "auc"]!, 12);
            Assert.Equal(precision, (double)answer[0, "auprc"]!, 12);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_ManyConditionsOnUnits_EqualEachByItself(int seed)
    {
        using var world = new World(seed);
        var random = new Random(seed);
        foreach (string join in new[] { "AND", "OR", "XOR" })
        {
            for (int i = 0; i < 6; i++)
            {
                var terms = Enumerable.Range(0, random.Next(2, 40)).Select(_ => random.Next(4) switch
                {
                    0 => $"unit {random.Next(world.Probe.Units.Length)} @ {random.Next(1, 60)}%",
                    1 => $"{world.Naive.Random(random, 2, pointwise: true)}",
                    _ => string.Create(
                        CultureInfo.InvariantCulture,
                        $"unit {random.Next(world.Probe.Units.Length)} > {random.NextSingle() - (join == "AND" ? 1 : 0):F3}"),
                });
                string formula = string.Join($" {join} ", terms.Select(term => $"({term})"));
                long expected = world.Naive.Evaluate(FormulaParser.Parse(formula)).LongCount(isTrue => isTrue);
                Assert.Equal(expected, world.Engine.Run($"COUNT({formula})")[0, "count"]);
                Assert.Equal(expected, world.Engine.Run($"IOU(ALL, {formula})")[0, "hits"]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_HighestUnitsByRank_AreThoseOfAllUnits(int seed)
    {
        using var world = new World(seed);
        var random = new Random(seed);
        int units = world.Probe.Units.Length;
        for (int i = 0; i < 10; i++)
        {
            var formula = world.Naive.Random(random, random.Next(1, 5), pointwise: i % 2 == 0);
            foreach (string score in new[] { "AUC", "AUPRC" })
            {
                var all = world.Engine.Run($"TOP {units} units BY {score}(?, {formula})");
                for (int count = 1; count < units; count++)
                {
                    var some = world.Engine.Run($"TOP {count} units BY {score}(?, {formula})");
                    Assert.Equal(all.Rows.Take(count), some.Rows);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Bounds_OfAnyFormula_HoldTheScore(int seed)
    {
        using var world = new World(seed);
        var layer = world.Database.Layers[0];
        var bounds = new RankingBounds();
        var cancellation = TestContext.Current.CancellationToken;
        foreach (var unit in world.Database.Units(layer.Id))
        {
            var activations = new UnitActivations(world.Database, layer, unit);
            foreach (var concept in world.Database.Concepts)
            {
                RunReader Runs(int shard) => world.Database.Masks.Read(MaskOwner.Concept(concept.Id), shard).Runs;
                var (auc, precision) = ActivationRanking.Measure(world.Database, activations, Runs, cancellation);
                Holds(auc, isPrecision: false);
                Holds(precision, isPrecision: true);
                void Holds(double exact, bool isPrecision)
                {
                    var (low, high) = bounds.Measure(
                        world.Database, activations, Runs, concept.Size, isPrecision, cancellation);
                    Assert.True(double.IsNaN(exact) ? double.IsNaN(low) && double.IsNaN(high) : low <= exact && exact <= high);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Measure_PositionsListedOrAllSorted_AreTheSame(int seed)
    {
        using var world = new World(seed);
        var layer = world.Database.Layers[0];
        foreach (var unit in world.Database.Units(layer.Id))
        {
            var activations = new UnitActivations(world.Database, layer, unit);
            foreach (var concept in world.Database.Concepts)
            {
                var listed = Measure(long.MaxValue);
                Assert.Equal(listed, Measure(0));
                (double Auc, double AveragePrecision) Measure(long maximumListed) => ActivationRanking.Measure(
                    world.Database,
                    activations,
                    shard => world.Database.Masks.Read(MaskOwner.Concept(concept.Id), shard).Runs,
                    TestContext.Current.CancellationToken,
                    maximumListed);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void RankTable_AnyActivations_StandWhereTheyBelong(int seed)
    {
        var random = new Random(seed);
        float[] kinds = [0f, -0f, 1f, -1f, float.Epsilon, float.MaxValue, float.MinValue, 1e-30f];
        float Next() => random.Next(4) switch
        {
            0 when seed % 3 == 0 => kinds[random.Next(kinds.Length)],
            1 => random.Next(5),
            2 => random.NextSingle() * 1e-3f,
            _ => (random.NextSingle() - 0.5f) * 4,
        };
        List<float> values = [.. Enumerable.Range(0, random.Next(1, 500)).Select(_ => Next())];
        float[] distinct = [.. values.Select(value => value + 0f).Distinct().Order()];
        float[] others = [.. Enumerable.Range(0, 20_000).Select(_ => Next())];
        var table = new RankTable([.. values], longestRow: 64);
        foreach (float[] row in others.Chunk(64))
        {
            table.Add(row);
        }

        table.Finish(lowest: 7);

        Assert.Equal((distinct.Length, distinct[0]), (table.Count, table.Lowest));
        for (int i = 0; i <= distinct.Length; i++)
        {
            float above = i > 0 ? distinct[i - 1] : float.NegativeInfinity;
            float below = i < distinct.Length ? distinct[i] : float.PositiveInfinity;
            Assert.Equal(others.Count(other => other > above && other < below) + (i == 0 ? 7 : 0), table.Below(i));
            if (i < distinct.Length)
            {
                Assert.Equal(others.Count(other => other == below), table.Equal(i));
                Assert.Equal(values.Count(value => value == below), table.Given(i));
            }
        }
    }

    [Fact]
    public void Run_TopByAuc_RanksAllAndWarns()
    {
        using var world = new World(2);
        var answer = world.Engine.Run("TOP 3 concepts BY AUC(unit 1, ?), IOU(unit 1, ?)");
        var expected = Enumerable.Range(0, world.Probe.Concepts.Count)
            .Select(concept => (Concept: concept, Naive(world.Naive.Activations(1), world.Probe.Masks[concept]).Auc))
            .OrderByDescending(each => each.Auc).Take(3).ToList();
        Assert.Equal(
            expected.Select(each => world.Engine.Reference(world.Database.Concepts[each.Concept]).ToString()),
            answer.Rows.Select(row => (string)row[1]!));
        Assert.Contains(answer.Notes, note => note.StartsWith("AUC made highest alone", StringComparison.Ordinal));
        var units = world.Engine.Run("TOP 2 units BY AUPRC(?, LABEL(yes))");
        Assert.Equal(2, units.Rows.Count);
        Assert.Empty(units.Notes);
    }

    [Fact]
    public void Run_FormulaThatIsNowhereOrEverywhere_HasNoAuc()
    {
        using var world = new World(2);
        Assert.True(double.IsNaN((double)world.Engine.Run("AUC(unit 0, NONE)")[0, "auc"]!));
        Assert.True(double.IsNaN((double)world.Engine.Run("AUPRC(unit 0, ALL)")[0, "auprc"]!));
    }

    [Theory]
    [InlineData("COUNT(unit 1 @ 5% AND NOT (unit 0 > 0.5))")]
    [InlineData("COUNT(EXPAND(NOT unit 1 range 0, 2))")]
    [InlineData("AUC(unit 1, unit 0 BETWEEN 0 AND 1)")]
    [InlineData("PVALUE(unit 1 @ 5%, EXPAND(unit 0, 1))")]
    [InlineData("TOP 3 concepts BY COUNT(NEAR(unit 1 @ 5%, ?, 1))")]
    public void Run_PlanAndProfile_ShowWhatItTakes(string query)
    {
        using var world = new World(2);
        var plan = world.Engine.Run("PLAN " + query);
        Assert.All(plan.Rows, row => Assert.NotEqual("index", row[3]));
        var profile = Assert.IsType<QueryResult>(world.Engine.Run("PROFILE " + query)[0, "profile"]);
        Assert.True(profile.Rows.Sum(row => (long?)row[6] ?? 0) > 0);
        foreach (object?[] row in profile.Rows)
        {
            Assert.Contains(plan.Rows, planned => Equals(planned[1], row[1]) && Equals(planned[2], row[2]));
        }
    }

    [Fact]
    public void Run_RangeThatThereIsNot_IsRefused()
    {
        using var world = new World(2);
        Assert.False(world.Engine.TryRun("COUNT(unit 0 range 5)", out _, out var diagnostic));
        Assert.Contains(
            "a unit's positive activations have 5 ranges, numbered 0 to 4", diagnostic.Render(), StringComparison.Ordinal);
        long all = (long)world.Engine.Run("COUNT(unit 0 > 0)")[0, "count"]!;
        Assert.Equal(
            all, Enumerable.Range(0, 5).Sum(range => (long)world.Engine.Run($"COUNT(unit 0 range {range})")[0, "count"]!));
    }

    private static (double Auc, double Precision) Naive(float[] activations, bool[] formula)
    {
        float[] positives = activations.Where((_, i) => formula[i]).ToArray();
        float[] negatives = activations.Where((_, i) => !formula[i]).ToArray();
        if (positives.Length == 0 || negatives.Length == 0)
        {
            return (double.NaN, double.NaN);
        }

        double pairs = positives.Sum(p => negatives.Sum(n => p > n ? 1.0 : p == n ? 0.5 : 0));
        double precision = 0;
        foreach (var equal in positives.GroupBy(p => p))
        {
            int above = positives.Count(p => p >= equal.Key);
            precision += (double)equal.Count() / positives.Length * above / (above + negatives.Count(n => n >= equal.Key));
        }

        return (pairs / positives.Length / negatives.Length, precision);
    }
}
