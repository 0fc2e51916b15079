using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Explaining;
using CompExplain.Query.Parsing;
using CompExplain.Query.Scanning;
using CompExplain.Search.Beams;
using CompExplain.Search.Certificates;
using CompExplain.Storage;
using CompExplain.Storage.Results;

namespace CompExplain.Search.Tests.Certificates;

public sealed class CertifierTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Run_RandomData_SaysWhatBruteForceSays(int seed)
    {
        using var folder = new TempFolder();
        var probe = Probe(seed);
        probe.Write(folder.File("probe.cxdb"));
        using var database = ProbeDatabase.Open(folder.File("probe.cxdb"));
        var engine = new QueryEngine(database);
        var grammar = seed % 4 == 3 ? SearchGrammar.Full : SearchGrammar.Chain;
        var scorer = (seed % 10) switch { 7 => Score.F1, 8 => Score.Precision, 9 => Score.Recall, _ => Score.Iou };
        int length = grammar == SearchGrammar.Full ? 3 : seed % 20 < 2 ? 5 : 4;
        var best = BestScores(probe, probe.Units[0], scorer, length, grammar);
        var hits = database.Hits.Read(database.Units(1)[0].Id);
        var table = engine.Candidates();
        var options = new SearchOptions { Length = length, Beam = 1 + (seed % 3), Scorer = scorer, Grammar = grammar };
        var found = new BeamSearch(ExtensionScan.For(table), options).Run(hits, CancellationToken.None);

        // To the end, and stopped after any number of states.
        foreach (long states in new[] { long.MaxValue, 0, 1, 2, 5, 13, 50 })
        {
            var certified = new Certifier(table, scorer, grammar, new CertificateOptions { States = states }).Run(
                hits, found, CancellationToken.None);
            Assert.Equal(found.Count, certified.Count);
            double last = 0;
            for (int i = 0; i < certified.Count; i++)
            {
                var (each, certificate) = (certified[i], certified[i].Certificate!);
                Assert.InRange(each.Score, found[i].Score, best[i]);
                Assert.InRange(best[i], each.Score, certificate.Bound);
                Assert.Equal(each.Score > found[i].Score ? found[i].Score : null, certificate.BeamScore);
                Assert.Equal(i + 1, each.Length);
                Assert.InRange(each.Leaves, 1, each.Length);
                Assert.Equal(FormulaParser.Parse(each.Formula).Leaves, each.Leaves);
                Assert.Equal(each.Counts, Count(engine, each.Formula));
                Assert.Equal(each.Score, PairScore.Of(scorer, each.Counts));
                Assert.True(each.Score >= last);
                last = each.Score;
                if (states == long.MaxValue)
                {
                    Assert.Equal(best[i], certificate.Bound);
                }

                Assert.Equal(certificate.Bound == best[i] && each.Score == best[i], each.IsOptimal);
            }

            // And from there on to the end.
            var resumed = new Certifier(table, scorer, grammar, new CertificateOptions()).Run(
                hits, certified, CancellationToken.None);
            Assert.Equal(best.Take(resumed.Count), resumed.Select(each => each.Score));
            Assert.All(resumed, each => Assert.True(each.IsOptimal));
        }
    }

    private static PairCounts Count(QueryEngine engine, string formula) =>
        engine.Count(new UnitFormula(null, 0), FormulaParser.Parse(formula));

    private static NaiveProbe Probe(int seed) => seed % 2 == 0
        ? NaiveProbe.Images(seed, inputs: 4, side: 5, concepts: 5 + (seed % 3), units: 1)
        : NaiveProbe.Texts(seed, inputs: 90, concepts: 6 + (seed % 3), units: 1);

    private static List<double> BestScores(NaiveProbe probe, bool[] unit, Score scorer, int length, SearchGrammar grammar)
    {
        var target = Bits(unit);
        var best = new List<double>();
        foreach (var masks in BruteForce.Masks([.. probe.Masks.Select(Bits)], length, grammar))
        {
            double most = masks.Max(mask => PairScore.Of(scorer, new PairCounts(
                (long)UInt128.PopCount(mask & target),
                (long)UInt128.PopCount(mask),
                (long)UInt128.PopCount(target),
                probe.Positions)));
            best.Add(Math.Max(most, best.LastOrDefault()));
        }

        return best;
    }

    private static UInt128 Bits(bool[] mask)
    {
        UInt128 bits = 0;
        for (int position = 0; position < mask.Length; position++)
        {
            bits |= mask[position] ? UInt128.One << position : 0;
        }

        return bits;
    }
}
