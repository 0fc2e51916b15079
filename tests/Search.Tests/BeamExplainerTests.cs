using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Explaining;
using CompExplain.Storage;

namespace CompExplain.Search.Tests;

public sealed class BeamExplainerTests
{
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

    [Fact]
    public void Run_ExplainHonest_AddsWhatTheLayerCheckStores()
    {
        using var world = new SearchWorld(4);
        var engine = world.Engine;
        var options = new SearchOptions { Length = 3, Beam = 5 };
        var search = new LayerSearch(engine).Run("layer4", [1], options);
        var honesty = new LayerHonesty(engine).Run(search, options, new HonestyOptions { HeldOut = "val" });
        var stored = honesty.Units.Single().Honesty!;
        var answer = engine.Run("EXPLAIN unit 1 LENGTH 3 BEAM 5 HONEST HOLDOUT val");
        int last = answer.Rows.Count - 1;
        Assert.Equal(stored.Formula, answer[last, "formula"]);
        Assert.Equal(stored.Chance.MeanIou, answer[last, "chanceIou"]);
        Assert.Equal(stored.HeldOut!.Formula, answer[last, "heldOutFormula"]);
        Assert.Equal((1.0 + stored.Chance.AsHigh) / (1 + stored.Chance.Shifts), answer[last, "pValue"]);
        Assert.False(engine.TryRun("EXPLAIN unit 1 HONEST HOLDOUT vall", out _, out var diagnostic));
        Assert.Contains("no input has the split 'vall'", diagnostic.Render(), StringComparison.Ordinal);
    }
}
