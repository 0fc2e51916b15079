using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Storage;

namespace CompExplain.Search.Tests;

public sealed class LayerSearchTests
{
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
            var probe = seed % 2 == 0
                ? NaiveProbe.Images(seed, concepts: 12, units: 24)
                : NaiveProbe.Texts(seed, inputs: 200, concepts: 14, units: 24);
            probe.Write(folder.File("probe.cxdb"));
            using var database = ProbeDatabase.Open(folder.File("probe.cxdb"));
            var result = new LayerSearch(new QueryEngine(database)).Run(
                "layer4", null, new SearchOptions { Length = 5, Beam = 5, Threads = threads, Grammar = grammar });
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
                "layer4",
                null,
                new SearchOptions { Length = 6, Threads = 1, MinimumInputs = 0 },
                progress: progress,
                cancellation: stop.Token));
        }

        using (var database = ProbeDatabase.Open(folder.File("probe.cxdb")))
        {
            var run = Assert.Single(database.Results.Runs());
            Assert.False(run.Complete);
            int before = database.Results.ExplainedUnits(run.Id).Count;
            Assert.InRange(before, 5, 29);
            var result = new LayerSearch(new QueryEngine(database)).Run(
                "layer4", null, new SearchOptions { Length = 6, Threads = 1, MinimumInputs = 0 });
            Assert.Equal(before, result.Resumed);
            Assert.Equal(30, result.Units.Count);
            Assert.True(result.Run.Complete);
        }
    }
}
