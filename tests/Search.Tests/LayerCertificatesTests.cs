using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Storage;
using CompExplain.Storage.Results;

namespace CompExplain.Search.Tests;

public sealed class LayerCertificatesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Run_OneAndManyThreads_StoresTheSame()
    {
        var answers = new List<string>();
        foreach (int threads in new[] { 1, 4 })
        {
            using var database = Open($"threads{threads}.cxdb", seed: 2);
            var result = Certify(
                database, new SearchOptions { Length = 4, Beam = 1, Threads = threads }, new CertificateOptions());
            Assert.All(All(result), each => Assert.NotNull(each.Certificate));
            answers.Add(string.Join('\n', All(result)));
        }

        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public void Run_BetterFormulaThanTheBeams_TakesItsPlaceInTheDatabase()
    {
        using var database = Open("better.cxdb", seed: 4);
        var options = new SearchOptions { Length = 4, Beam = 1 };
        var found = new LayerSearch(new QueryEngine(database)).Run("layer4", null, options);
        var result = new LayerCertificates(new QueryEngine(database)).Run(found, options, new CertificateOptions());

        // A beam of one misses some of so many.
        int better = 0;
        foreach (var (before, after) in found.Units.Zip(result.Units))
        {
            for (int i = 0; i < before.ByLength.Count; i++)
            {
                var (certificate, score) = (after.ByLength[i].Certificate!, after.ByLength[i].Score);
                bool isBetter = score > before.ByLength[i].Score;
                Assert.Equal(isBetter ? before.ByLength[i].Score : null, certificate.BeamScore);
                Assert.Equal(score, certificate.Bound);
                better += isBetter ? 1 : 0;
            }
        }

        Assert.InRange(better, 1, 24);
        Assert.Equal(All(result), database.Results.Explanations(result.Run).SelectMany(unit => unit.ByLength));
    }

    [Fact]
    public void Run_OutOfStatesAndStartedAgain_GoesOnAndKeepsWhatIsProved()
    {
        using var database = Open("again.cxdb", seed: 6);
        var options = new SearchOptions { Length = 4, Beam = 1 };
        var first = Certify(database, options, new CertificateOptions { States = 1 });
        Assert.Contains(All(first), each => each.Certificate!.Bound > each.Score);
        var second = Certify(database, options, new CertificateOptions());
        var pairs = All(first).Select(each => each.Certificate!).Zip(All(second).Select(each => each.Certificate!));
        foreach (var (before, after) in pairs)
        {
            Assert.True(after.Bound <= before.Bound);
            Assert.True(after.Expanded >= before.Expanded);
        }

        Assert.All(All(second), each => Assert.Equal(each.Score, each.Certificate!.Bound));

        // Nothing is left to prove: nothing is done.
        var third = Certify(database, options, new CertificateOptions { States = 0 });
        Assert.Equal(All(second), All(third));
    }

    [Fact]
    public void Run_NoTime_StillBoundsEveryLength()
    {
        using var database = Open("none.cxdb", seed: 8);
        var result = Certify(
            database, new SearchOptions { Length = 4, Beam = 3 }, new CertificateOptions { Within = TimeSpan.Zero });
        Assert.All(All(result), each => Assert.InRange(each.Certificate!.Bound, each.Score, 1));
    }

    [Theory]
    [InlineData(Score.Phi, 0, 0)]
    [InlineData(Score.Iou, 0.01, 0)]
    [InlineData(Score.Iou, 0, 5)]
    public void Run_WhatHasNoBounds_SaysWhy(Score scorer, double penalty, int candidates)
    {
        using var database = Open("refused.cxdb", seed: 2);
        var options = new SearchOptions { Scorer = scorer, LengthPenalty = penalty, CandidateLimit = candidates };
        var error = Assert.Throws<SearchException>(() => Certify(database, options, CertificateOptions.Default));
        Assert.Equal(options.ProofRefusal, error.Message);
        Assert.Null(SearchOptions.Default.ProofRefusal);
    }

    private static IEnumerable<Explanation> All(LayerSearchResult result) => result.Units.SelectMany(unit => unit.ByLength);

    private static LayerSearchResult Certify(ProbeDatabase database, SearchOptions options, CertificateOptions certificates)
    {
        var engine = new QueryEngine(database);
        return new LayerCertificates(engine).Run(new LayerSearch(engine).Run("layer4", null, options), options, certificates);
    }

    private ProbeDatabase Open(string name, int seed)
    {
        NaiveProbe.Images(seed, inputs: 10, side: 5, concepts: 9, units: 6).Write(_folder.File(name));
        return ProbeDatabase.Open(_folder.File(name));
    }
}
