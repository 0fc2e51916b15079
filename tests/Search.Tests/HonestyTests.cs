using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Parsing;
using CompExplain.Query.Scanning;
using CompExplain.Search.Beams;
using CompExplain.Search.Checks;
using CompExplain.Storage;
using CompExplain.Storage.Results;

namespace CompExplain.Search.Tests;

public sealed class HonestyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_SearchWithoutSomeInputs_EqualsTheNaiveSearchWithoutThem(int seed)
    {
        using var world = new SearchWorld(seed);
        var (probe, engine) = (world.Probe, world.Engine);
        var honesty = new HonestyOptions { HeldOut = seed % 4 < 2 ? "val" : null, Seed = seed };
        var half = honesty.ChooseHalf(probe.Dataset.InputCount);
        int width = probe.Dataset.PositionsPerInput;
        bool IsSeen(int position) => honesty.HeldOut is null ? !half.Contains(position / width) : probe.Splits[position / width] != "val";
        bool[] Part(bool[] mask, bool seen) => [.. mask.Where((_, position) => IsSeen(position) == seen)];

        var options = new SearchOptions { Length = 3, Beam = 4, Grammar = seed % 5 == 0 ? SearchGrammar.Full : SearchGrammar.Chain, Scorer = seed % 7 == 0 ? Score.Phi : Score.Iou };
        var candidates = world.Candidates.Select(each => (each.Formula, Part(each.Mask, seen: true))).ToList();
        var search = new LayerSearch(engine).Run("layer4", null, options);
        var found = new LayerHonesty(engine).Run(search, options, honesty);
        foreach (var unit in search.Units.Where(unit => unit.ByLength.Count > 0))
        {
            bool[] mask = probe.Units[unit.Unit.Number];
            var expected = NaiveSearch.Run(Part(mask, seen: true), candidates, options.Length, options.Beam, options.Scorer, full: options.Grammar == SearchGrammar.Full);
            var held = found[unit.Unit.Id].HeldOut;
            if (expected.Count == 0)
            {
                Assert.Null(held);
                continue;
            }

            Assert.Equal(expected[^1].Text, held!.Formula);
            var seen = NaiveEvaluator.Count(Part(mask, seen: true), expected[^1].Mask);
            Assert.Equal((seen.Hits, seen.Size, seen.TargetSize), (held.SeenHits, held.SeenSize, held.SeenUnitSize));
            var rest = NaiveEvaluator.Count(Part(mask, seen: false), Part(world.Naive.Evaluate(expected[^1].Formula), seen: false));
            Assert.Equal((rest.Hits, rest.Size, rest.TargetSize), (held.HeldHits, held.HeldSize, held.HeldUnitSize));
        }
    }

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
            var found = check.Run(target, new Explanation(8, formula, 0, counts), null, CancellationToken.None);
            Assert.Equal(world.Naive.Evaluate(formula), world.Naive.Evaluate(found.Formula));
            Assert.Equal(found.Dropped.Count == 0, formula == found.Formula);
            dropped += found.Dropped.Count;
            var parts = FormulaClauses.Of(found.Formula);
            Assert.Equal(parts.Where(part => part.IsNamed).Select(part => (part.Text, world.Naive.Count(target, part.Without))), found.Clauses.Select(each => (each.Text, each.Without)));
            Assert.All(parts, part => Assert.NotEqual(world.Naive.Evaluate(found.Formula), world.Naive.Evaluate(part.Without)));
        }

        Assert.True(dropped > 0);
    }

    [Theory]
    [InlineData("a", "")]
    [InlineData("a OR b", "a -> b; OR b -> a")]
    [InlineData("(a OR b) AND NOT c", "a -> b AND NOT c; OR b -> a AND NOT c; AND NOT c -> a OR b")]
    [InlineData("(a AND b) OR (c AND d)", "a -> b OR (c AND d); AND b -> a OR (c AND d); OR (c AND d) -> a AND b; c -> (a AND b) OR d; AND d -> (a AND b) OR c")]
    [InlineData("a AND NOT (b OR c)", "a -> NOT (b OR c); AND NOT (b OR c) -> a; b -> a AND NOT c; OR c -> a AND NOT b")]
    [InlineData("NEIGHBORS(hyp:x) XOR b", "NEIGHBORS(hyp:x) -> b; XOR b -> NEIGHBORS(hyp:x)")]
    public void Of_Formula_LeavesEachClauseOut(string formula, string expected) => Assert.Equal(
        expected, string.Join("; ", FormulaClauses.Of(FormulaParser.Parse(formula)).Where(part => part.IsNamed).Select(part => $"{part.Text} -> {part.Without}")));

    [Fact]
    public void Run_OneAndManyThreadsAndStoppedBetween_StoresTheSameNumbers()
    {
        var answers = new List<string>();
        foreach (int threads in new[] { 1, 4, -1 })
        {
            using var folder = new TempFolder();
            NaiveProbe.Texts(2, inputs: 200, concepts: 14, units: 20).Write(folder.File("probe.cxdb"));
            using var database = ProbeDatabase.Open(folder.File("probe.cxdb"));
            var engine = new QueryEngine(database);
            var options = new SearchOptions { Length = 4, Beam = 4, Threads = Math.Abs(threads) };
            var search = new LayerSearch(engine).Run("layer4", null, options);
            if (threads < 0)
            {
                using var stop = new CancellationTokenSource();
                var progress = new Immediate(each =>
                {
                    if (each.Done >= 4)
                    {
                        stop.Cancel();
                    }
                });
                Assert.ThrowsAny<OperationCanceledException>(() => new LayerHonesty(engine).Run(search, options, HonestyOptions.Default, progress, stop.Token));
                int check = database.OpenHonestyRun(search.Run.Id, HonestyOptions.Default.ToJson());
                Assert.InRange(database.Honesty(check).Count, 4, 19);
            }

            var found = new LayerHonesty(engine).Run(search, options, HonestyOptions.Default);
            Assert.Equal(20, found.Count);
            answers.Add(string.Join('\n', found.OrderBy(each => each.Key).Select(each => $"{each.Value} {string.Join(';', each.Value.Clauses)} {string.Join(';', each.Value.Dropped)}")
                .Select(line => line.Replace("System.Collections.Generic.", string.Empty, StringComparison.Ordinal))));
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(answers[0], answers[2]);
    }

    [Fact]
    public void Run_ExplainHonest_AddsWhatTheLayerCheckStores()
    {
        using var world = new SearchWorld(4);
        var engine = world.Engine;
        var options = new SearchOptions { Length = 3, Beam = 5 };
        var stored = new LayerHonesty(engine).Run(new LayerSearch(engine).Run("layer4", [1], options), options, new HonestyOptions { HeldOut = "val" }).Values.Single();
        var answer = engine.Run("EXPLAIN unit 1 LENGTH 3 BEAM 5 HONEST HOLDOUT val");
        int last = answer.Rows.Count - 1;
        Assert.Equal(stored.Formula, answer[last, "formula"]);
        Assert.Equal(stored.ChanceIou, answer[last, "chanceIou"]);
        Assert.Equal(stored.HeldOut!.Formula, answer[last, "heldOutFormula"]);
        Assert.Equal((1.0 + stored.AsHigh) / (1 + stored.Shifts), answer[last, "pValue"]);
        Assert.False(engine.TryRun("EXPLAIN unit 1 HONEST HOLDOUT vall", out _, out var diagnostic));
        Assert.Contains("no input has the split 'vall'", diagnostic.Render(), StringComparison.Ordinal);
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

    private sealed class Immediate(Action<SearchProgress> told) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => told(value);
    }
}
