using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Scanning;
using CompExplain.Search.Beams;
using CompExplain.Storage;

namespace CompExplain.Search.Tests;

public sealed class BeamSearchTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_RandomData_EqualsTheNaiveSearch(int seed)
    {
        using var world = new SearchWorld(seed);
        var (probe, database, engine, candidates) = (world.Probe, world.Database, world.Engine, world.Candidates);
        var score = seed % 3 == 0 ? (Score)(seed / 3 % 8) : Score.Iou;
        var options = new SearchOptions
        {
            Length = 4 + (seed % 3 / 2),
            Beam = 1 + (seed % 5),
            Scorer = score,
            LengthPenalty = seed % 5 < 2 ? 0.02 : 0,
            Grammar = seed % 4 >= 2 ? SearchGrammar.Full : SearchGrammar.Chain,
        };
        var layer = database.Layers[0];
        for (int number = 0; number < probe.Units.Length; number++)
        {
            var expected = NaiveSearch.Run(probe.Units[number], candidates, options.Length, options.Beam, score, options.LengthPenalty, options.Grammar == SearchGrammar.Full);
            var hits = database.UnitHits(database.FindUnit(layer.Id, number)!.Id);

            // All ways of scanning, and the searcher kept from one unit to the next.
            foreach (var scan in Scans(engine.Candidates()))
            {
                var search = new BeamSearch(scan, options);
                search.Run(database.UnitHits(database.FindUnit(layer.Id, 0)!.Id), CancellationToken.None);
                var found = search.Run(hits, CancellationToken.None);
                Assert.Equal(expected.Select(each => each.Text), found.Select(each => each.Formula.ToString()));
                Assert.Equal(expected.Select(each => each.Score), found.Select(each => each.Score));
                Assert.Equal(expected.Select(each => NaiveEvaluator.Count(probe.Units[number], each.Mask)), found.Select(each => each.Counts));
            }
        }
    }

    [Fact]
    public void Run_BeamOfManyFormulas_EqualsTheNaiveSearch()
    {
        // More formulas than one group of lanes holds, and candidates that are counted by bits as well as by rows.
        using var folder = new TempFolder();
        var probe = NaiveProbe.Texts(7, inputs: 400, concepts: 12, units: 1);
        probe.Write(folder.File("probe.cxdb"));
        using var database = ProbeDatabase.Open(folder.File("probe.cxdb"));
        var engine = new QueryEngine(database);
        var candidates = Enumerable.Range(0, probe.Concepts.Count).Select(i => ((Formula)engine.Reference(database.Concepts[i]), probe.Masks[i])).ToList();
        var expected = NaiveSearch.Run(probe.Units[0], candidates, 3, 40, Score.Iou);
        foreach (var scan in Scans(engine.Candidates()))
        {
            var found = new BeamSearch(scan, new SearchOptions { Length = 3, Beam = 40 }).Run(database.UnitHits(1), CancellationToken.None);
            Assert.Equal(expected.Select(each => each.Text), found.Select(each => each.Formula.ToString()));
        }
    }

    [Theory]
    [InlineData(1, SearchGrammar.Chain)]
    [InlineData(2, SearchGrammar.Chain)]
    [InlineData(3, SearchGrammar.Full)]
    [InlineData(4, SearchGrammar.Full)]
    public void Run_LayerOnOneAndManyThreads_StoresTheSameAnswers(int seed, SearchGrammar grammar)
    {
        var answers = new List<string>();
        foreach (int threads in new[] { 1, 4 })
        {
            using var folder = new TempFolder();
            var probe = seed % 2 == 0 ? NaiveProbe.Images(seed, concepts: 12, units: 24) : NaiveProbe.Texts(seed, inputs: 200, concepts: 14, units: 24);
            probe.Write(folder.File("probe.cxdb"));
            using var database = ProbeDatabase.Open(folder.File("probe.cxdb"));
            var result = new LayerSearch(new QueryEngine(database)).Run("layer4", null, new SearchOptions { Length = 5, Beam = 5, Threads = threads, Grammar = grammar });
            Assert.True(result.Run.Complete);
            Assert.Equal(24, result.Units.Count);
            answers.Add(string.Join('\n', result.Units.SelectMany(unit => unit.ByLength).Select(each => each.ToString())));
        }

        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public void Run_Layer_BestConceptIsTheBestOfTop()
    {
        using var folder = new TempFolder();
        NaiveProbe.Texts(9, inputs: 200, concepts: 14, units: 6).Write(folder.File("probe.cxdb"));
        using var database = ProbeDatabase.Open(folder.File("probe.cxdb"));
        var engine = new QueryEngine(database);
        foreach (var unit in new LayerSearch(engine).Run("layer4", null, new SearchOptions { Length = 2 }).Units)
        {
            var top = engine.Run($"TOP 1 concepts BY IOU(unit {unit.Unit.Number}, ?)");
            Assert.Equal((string)top[0, "name"]!, unit.BestConcept!.Formula);
            Assert.Equal((double)top[0, "iou"]!, unit.BestConcept.Score);
        }
    }

    [Fact]
    public void Run_StoppedAndStartedAgain_GoesOnWhereItWas()
    {
        using var folder = new TempFolder();
        NaiveProbe.Texts(3, inputs: 200, concepts: 14, units: 30).Write(folder.File("probe.cxdb"));
        using (var database = ProbeDatabase.Open(folder.File("probe.cxdb")))
        {
            using var stop = new CancellationTokenSource();
            var progress = new Immediate(each =>
            {
                if (each.Done >= 5)
                {
                    stop.Cancel();
                }
            });
            Assert.ThrowsAny<OperationCanceledException>(() => new LayerSearch(new QueryEngine(database)).Run(
                "layer4", null, new SearchOptions { Length = 6, Threads = 1 }, progress: progress, cancellation: stop.Token));
        }

        using (var database = ProbeDatabase.Open(folder.File("probe.cxdb")))
        {
            var run = Assert.Single(database.Runs());
            Assert.False(run.Complete);
            int before = database.ExplainedUnits(run.Id).Count;
            Assert.InRange(before, 5, 29);
            var result = new LayerSearch(new QueryEngine(database)).Run("layer4", null, new SearchOptions { Length = 6, Threads = 1 });
            Assert.Equal(before, result.Resumed);
            Assert.Equal(30, result.Units.Count);
            Assert.True(result.Run.Complete);
        }
    }

    [Fact]
    public void Run_CandidateLimit_UsesOnlyTheBestSingles()
    {
        using var folder = new TempFolder();
        NaiveProbe.Texts(5, inputs: 200, concepts: 12, units: 3).Write(folder.File("probe.cxdb"));
        using var database = ProbeDatabase.Open(folder.File("probe.cxdb"));
        var engine = new QueryEngine(database);
        var hits = database.UnitHits(1);
        var limited = new BeamSearch(ExtensionScan.For(engine.Candidates()), new SearchOptions { Length = 5, CandidateLimit = 3 }).Run(hits, CancellationToken.None);
        var best = engine.Run("TOP 3 concepts BY IOU(unit 0, ?)").Rows.Select(row => (string)row[1]!).ToHashSet();
        string[] leaves = limited[^1].Formula.ToString().Replace("(", string.Empty, StringComparison.Ordinal).Replace(")", string.Empty, StringComparison.Ordinal)
            .Split([" OR ", " AND NOT ", " AND "], StringSplitOptions.None);
        Assert.All(leaves, leaf => Assert.Contains(leaf, best));
    }

    [Fact]
    public void Run_EmptyTarget_FindsNothing()
    {
        using var folder = new TempFolder();
        NaiveProbe.Texts(5).Write(folder.File("probe.cxdb"));
        using var database = ProbeDatabase.Open(folder.File("probe.cxdb"));
        var answer = new QueryEngine(database, new BeamExplainer()).Run("EXPLAIN unit 0 AND NOT unit 0 LENGTH 3");
        Assert.Empty(answer.Rows);
        Assert.Contains("the target has no positions, so nothing explains it", answer.Notes);
    }

    [Fact]
    public void Run_ConceptAsTarget_IsNotExplainedByItself()
    {
        using var folder = new TempFolder();
        NaiveProbe.Texts(5).Write(folder.File("probe.cxdb"));
        using var database = ProbeDatabase.Open(folder.File("probe.cxdb"));
        var answer = new QueryEngine(database, new BeamExplainer()).Run("EXPLAIN pre:water LENGTH 3");
        Assert.All(answer.Rows, row => Assert.DoesNotContain("pre:water", (string)row[2]!, StringComparison.Ordinal));
    }

    private static IEnumerable<ExtensionScan> Scans(CandidateTable table)
    {
        yield return new ListScan(table);
        yield return new DifferenceScan(table);
        yield return new DifferenceScan(table, new BitRows(table, double.PositiveInfinity));
        if (table.HasUnitRows)
        {
            yield return new LaneScan(table);
        }
    }

    private sealed class Immediate(Action<SearchProgress> told) : IProgress<SearchProgress>
    {
        public void Report(SearchProgress value) => told(value);
    }
}
