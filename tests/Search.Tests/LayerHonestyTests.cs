using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Storage;
using CompExplain.Storage.Results;

namespace CompExplain.Search.Tests;

public sealed class LayerHonestyTests
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
        bool IsSeen(int position) =>
            honesty.HeldOut is null ? !half.Contains(position / width) : probe.Splits[position / width] != "val";
        bool[] Part(bool[] mask, bool seen) => [.. mask.Where((_, position) => IsSeen(position) == seen)];

        var options = new SearchOptions
        {
            Length = 3,
            Beam = 4,
            Grammar = seed % 5 == 0 ? SearchGrammar.Full : SearchGrammar.Chain,
            Scorer = seed % 7 == 0 ? Score.Phi : Score.Iou,
        };
        var candidates = world.Candidates.Select(each => (each.Formula, Part(each.Mask, seen: true))).ToList();
        var search = new LayerSearch(engine).Run("layer4", null, options);
        var found = new LayerHonesty(engine).Run(search, options, honesty);
        foreach (var unit in search.Units.Where(unit => unit.ByLength.Count > 0))
        {
            bool[] mask = probe.Units[unit.Unit.Number];
            var expected = NaiveSearch.Run(
                Part(mask, seen: true),
                candidates,
                options.Length,
                options.Beam,
                options.Scorer,
                full: options.Grammar == SearchGrammar.Full);
            var held = found.Units.Single(each => each.Unit == unit.Unit).Honesty!.HeldOut;
            if (expected.Count == 0)
            {
                Assert.Null(held);
                continue;
            }

            Assert.Equal(expected[^1].Text, held!.Formula);
            var seen = NaiveEvaluator.Count(Part(mask, seen: true), expected[^1].Mask);
            Assert.Equal(seen, held.Seen);
            var rest = NaiveEvaluator.Count(
                Part(mask, seen: false), Part(world.Naive.Evaluate(expected[^1].Formula), seen: false));
            Assert.Equal(rest, held.Held);
        }
    }

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
                Assert.ThrowsAny<OperationCanceledException>(
                    () => new LayerHonesty(engine).Run(search, options, HonestyOptions.Default, progress, stop.Token));
                var run = database.Honesty.Open(search.Run.Id, HonestyOptions.Default.ToJson(), heldOutPositions: 100);
                Assert.InRange(database.Honesty.Read(run).Count, 4, 19);
            }

            var found = new LayerHonesty(engine).Run(search, options, HonestyOptions.Default);
            Assert.Equal(20, found.Units.Count(unit => unit.Honesty is not null));
            answers.Add(string.Join('\n', found.Units.Select(unit => Text(unit.Honesty!))));
        }

        Assert.Equal(answers[0], answers[1]);
        Assert.Equal(answers[0], answers[2]);
    }

    private static string Text(Honesty each) =>
        $"{each.Explained} {each.Formula} {each.Leaves} {each.Chance} {each.HeldOut} "
            + $"{string.Join(';', each.Clauses)} {string.Join(';', each.Dropped)}";
}
