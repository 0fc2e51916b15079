using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Scanning;
using CompExplain.Search.Beams;
using CompExplain.Storage;

namespace CompExplain.Search.Tests.Beams;

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
            var expected = NaiveSearch.Run(
                probe.Units[number],
                candidates,
                options.Length,
                options.Beam,
                score,
                options.LengthPenalty,
                options.Grammar == SearchGrammar.Full);
            var hits = database.Hits.Read(database.FindUnit(layer.Id, number)!.Id);

            // All ways of scanning, and the searcher kept from one unit to the next.
            foreach (var scan in Scans(engine.Candidates()))
            {
                var search = new BeamSearch(scan, options);
                search.Run(database.Hits.Read(database.FindUnit(layer.Id, 0)!.Id), CancellationToken.None);
                var found = search.Run(hits, CancellationToken.None);
                Assert.Equal(expected.Select(each => each.Text), found.Select(each => each.Formula));
                Assert.Equal(expected.Select(each => each.Score), found.Select(each => each.Score));
                Assert.Equal(
                    expected.Select(each => NaiveEvaluator.Count(probe.Units[number], each.Mask)),
                    found.Select(each => each.Counts));
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
        var candidates = Enumerable.Range(0, probe.Concepts.Count)
            .Select(i => ((Formula)engine.Reference(database.Concepts[i]), probe.Masks[i]))
            .ToList();
        var expected = NaiveSearch.Run(probe.Units[0], candidates, 3, 40, Score.Iou);
        foreach (var scan in Scans(engine.Candidates()))
        {
            var found = new BeamSearch(scan, new SearchOptions { Length = 3, Beam = 40 }).Run(
                database.Hits.Read(1), CancellationToken.None);
            Assert.Equal(expected.Select(each => each.Text), found.Select(each => each.Formula));
        }
    }

    [Fact]
    public void Run_CandidateLimit_UsesOnlyTheBestSingles()
    {
        using var folder = new TempFolder();
        NaiveProbe.Texts(5, inputs: 200, concepts: 12, units: 3).Write(folder.File("probe.cxdb"));
        using var database = ProbeDatabase.Open(folder.File("probe.cxdb"));
        var engine = new QueryEngine(database);
        var hits = database.Hits.Read(1);
        var options = new SearchOptions { Length = 5, CandidateLimit = 3 };
        var limited = new BeamSearch(ExtensionScan.For(engine.Candidates()), options).Run(hits, CancellationToken.None);
        var best = engine.Run("TOP 3 concepts BY IOU(unit 0, ?)").Rows.Select(row => (string)row[1]!).ToHashSet();
        string[] leaves = limited[^1].Formula
            .Replace("(", string.Empty, StringComparison.Ordinal)
            .Replace(")", string.Empty, StringComparison.Ordinal)
            .Split([" OR ", " AND NOT ", " AND "], StringSplitOptions.None);
        Assert.All(leaves, leaf => Assert.Contains(leaf, best));
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
}
