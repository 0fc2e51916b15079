using CompExplain.Analysis.Accuracy;
using CompExplain.Analysis.Classes;
using CompExplain.Analysis.Comparison;
using CompExplain.Analysis.Layers;
using CompExplain.Analysis.Lengths;
using CompExplain.Analysis.Results;
using CompExplain.Analysis.Statistics;
using CompExplain.Analysis.Uniqueness;
using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Parsing;
using CompExplain.Query.Results;

namespace CompExplain.Analysis.Tests;

/// <summary>Each analysis against the same figures computed from bit arrays and queries.</summary>
public sealed class AnalysesTests : IDisposable
{
    private readonly AnalysedWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void IouByLength_OfALayer_IsOfTheQueries()
    {
        var layer = _world.Layer;
        var result = IouByLength.Analyse(layer);

        Assert.Equal(["lengths", "gains", "units"], result.Tables.Select(table => table.Name));
        for (int length = 1; length <= 3; length++)
        {
            double[] ious = [.. layer.Units.Select(unit => Iou(unit.Unit.Number, unit.Within(length)!.Formula))];
            Assert.Equal(ious.Average(), (double)result.Tables[0].Rows[length - 1, "mean"]!, 1e-12);
            Assert.Equal(ious, Column(result.Tables[2].Rows, $"iou{length}"));
        }

        Assert.Equal([2L, 3L, 3L], result.Tables[1].Rows.Rows.Select(row => row[0]));
        Assert.Contains("length 3", result.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("val")]
    public void Accuracy_OfUnits_IsOfTheirMasks(string? split)
    {
        var layer = _world.Layer;
        var outcomes = InputOutcomes.Read(_world.Database, split);

        var units = AccuracyByIou.Of(layer, outcomes, AccuracyOptions.Default);

        foreach (var unit in units)
        {
            var active = Enumerable.Range(0, AnalysedWorld.Inputs).Where(i => _world.Masks[unit.Unit.Unit.Number][i]
                && _world.Gold[i] is not null && _world.Predicted[i] is not null && (split is null || i % 3 == 0)).ToList();
            Assert.Equal(active.Count, unit.Inputs);
            Assert.Equal(active.Count(i => _world.Gold[i] == _world.Predicted[i]), unit.Right);
            Assert.Equal(
                outcomes.Classes.Select(name => active.Count(i => _world.Gold[i] == name)), unit.ByClass);
        }
    }

    [Fact]
    public void Accuracy_OfALayer_CorrelatesWhatItsTablesShow()
    {
        var result = AccuracyByIou.Analyse(_world.Layer, new AccuracyOptions { MinimumInputs = 10 });

        var units = result.Tables.Single(table => table.Name == "units").Rows;
        var kept = Enumerable.Range(0, units.Rows.Count).Where(i => (long)units[i, "inputs"]! >= 10).ToList();
        double[] iou = [.. kept.Select(i => (double)units[i, "iou"]!)];
        double[] accuracy = [.. kept.Select(i => (double)units[i, "accuracy"]!)];
        double[] size = [.. kept.Select(i => (double)(long)units[i, "size"]!)];
        Assert.InRange(kept.Count, 3, AnalysedWorld.Units - 1);
        Assert.Equal(Correlations.Pearson(iou, accuracy).R, result.Tables[0].Rows[2, "r"]);
        Assert.Equal(Correlations.Spearman(iou, accuracy).P, result.Tables[0].Rows[2, "rhoP"]);
        Assert.Equal(Correlations.Partial(iou, accuracy, [size]).R, result.Tables[0].Rows[2, "rGivenSize"]);
        Assert.Contains(result.Notes, note => note.Contains("left out of the correlations", StringComparison.Ordinal));
        Assert.Equal(4 * 5 * 3, result.Tables[1].Rows.Rows.Count);
    }

    [Fact]
    public void Accuracy_WithTooFewUnits_IsUndefinedAndNotANumber()
    {
        var result = AccuracyByIou.Analyse(_world.Layer, new AccuracyOptions { MinimumInputs = 1000 });

        Assert.Equal(double.NaN, result.Tables[0].Rows[0, "r"]);
        Assert.Empty(result.Charts);
        Assert.Contains("undefined", result.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", result.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Accuracy_WithoutLabels_NamesWhatIsMissing()
    {
        using var world = new AnalysedWorld(labelled: false);

        var error = Assert.Throws<AnalysisException>(() => AccuracyByIou.Analyse(world.Layer, AccuracyOptions.Default));

        Assert.Equal(MissingKind.LabelsAndPredictions, error.Missing!.Kind);
    }

    [Fact]
    public void Accuracy_OfAnUnknownSplit_NamesTheSplits()
    {
        var error = Assert.Throws<AnalysisException>(
            () => AccuracyByIou.Analyse(_world.Layer, new AccuracyOptions { Split = "test" }));

        Assert.Contains("val", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OfALayerThatWasNotSearched_NamesTheSearch()
    {
        using var world = new AnalysedWorld(searched: false);

        var error = Assert.Throws<AnalysisException>(() => world.Layer);

        Assert.Equal((MissingKind.Explanations, "mlp"), (error.Missing!.Kind, error.Missing.Layer));
    }

    [Fact]
    public void Read_OfASearchAlone_FindsItsLayer()
    {
        int last = _world.Database.Results.Runs()[^1].Id;

        Assert.Equal("next", ExplainedLayer.Read(_world.Engine, null, last).Layer.Name);
        Assert.Equal("layer", Assert.Throws<AnalysisException>(() => ExplainedLayer.Read(_world.Engine, null, null)).Option);
        Assert.Throws<AnalysisException>(() => ExplainedLayer.Read(_world.Engine, "mlp", 99));
    }

    [Fact]
    public void Classes_OfAUnit_AreOfItsInputs()
    {
        var result = ClassesOfFormula.Analyse(_world.Engine, "unit mlp:4 OR w1", AccuracyOptions.Default);

        long[] counts = _world.Engine.CountByInput(FormulaParser.Parse("unit mlp:4 OR w1"));
        var pairs = Enumerable.Range(0, AnalysedWorld.Inputs)
            .Where(i => counts[i] > 0 && _world.Gold[i] is not null && _world.Predicted[i] is not null)
            .GroupBy(i => (_world.Gold[i], _world.Predicted[i]))
            .ToDictionary(group => group.Key, group => (long)group.Count());
        var rows = result.Tables.Single(table => table.Name == "pairs").Rows;
        Assert.Equal(
            pairs, Enumerable.Range(0, rows.Rows.Count).ToDictionary(
                i => ((string?)rows[i, "gold"], (string?)rows[i, "predicted"]), i => (long)rows[i, "inputs"]!));
        var matrix = Assert.IsType<MatrixChart>(result.Charts[0]);
        Assert.Equal(pairs.Values.Sum(), matrix.Counts.Sum(row => row.Sum()));
    }

    [Fact]
    public void Classes_OfNothing_SayIt()
    {
        var result = ClassesOfFormula.Analyse(_world.Engine, "NONE", AccuracyOptions.Default);

        Assert.StartsWith("No labelled input", result.Summary, StringComparison.Ordinal);
        Assert.Empty(result.Charts);
    }

    [Fact]
    public void Unique_Groups_HaveEqualMasks()
    {
        var layer = _world.Layer;
        var groups = UniqueExplanations.Group(_world.Engine, layer.Units, 3);

        Assert.Equal(layer.Units.Count, groups.Sum(group => group.Units.Count));
        foreach (var a in layer.Units)
        {
            foreach (var b in layer.Units)
            {
                var counts = _world.Engine.Count(FormulaParser.Parse(a.Best!.Formula), FormulaParser.Parse(b.Best!.Formula));
                bool isEqual = counts.Hits == counts.Size && counts.Hits == counts.TargetSize;
                bool isTogether = groups.Any(group => group.Units.Contains(a) && group.Units.Contains(b));
                Assert.Equal(isEqual, isTogether);
            }
        }
    }

    [Fact]
    public void Unique_OfALayer_HasShuffledUnitsBeside()
    {
        var result = UniqueExplanations.Analyse(_world.Layer, new UniqueOptions { Iou = 0.2 });
        var again = UniqueExplanations.Analyse(_world.Layer, new UniqueOptions { Iou = 0.2 });
        var lengths = result.Tables[0].Rows;

        Assert.Equal(3, lengths.Rows.Count);
        Assert.Equal(_world.Layer.Units.Count(unit => unit.Within(2)!.Iou >= 0.2), (int)(long)lengths[1, "detectors"]!);
        Assert.True((long)lengths[0, "shuffledUnique"]! <= (long)lengths[0, "shuffledDetectors"]!);
        Assert.Equal(lengths.Rows, again.Tables[0].Rows.Rows);
        Assert.Throws<AnalysisException>(() => UniqueExplanations.Analyse(_world.Layer, new UniqueOptions { Iou = 0 }));
    }

    [Fact]
    public void CountShifted_OfUnits_KeepsTheirSizes()
    {
        var units = _world.Database.Units(_world.Layer.Layer.Id);

        var hits = _world.Engine.CountShifted(units, 3).ToList();

        Assert.Equal(units.Select(unit => unit.Size), hits.Select(each => each.Total));
        Assert.Contains(units.Zip(hits), each => !each.Second.Hits.SequenceEqual(_world.Database.Hits.Read(each.First.Id).Hits));
    }

    [Fact]
    public void Compare_LayersByActivity_FindsTheUnitsThatAreTheSame()
    {
        var next = ExplainedLayer.Read(_world.Engine, "next", null);

        var matches = SearchComparison.Match(next, _world.Layer, MatchBy.Activity);

        Assert.All(matches, match => Assert.Equal((match.First.Unit.Number + 1) % AnalysedWorld.Units, match.Second.Unit.Number));
        Assert.All(matches, match => Assert.Equal(1, match.Correlation!.Value, 1e-9));
        Assert.All(matches, match => Assert.Equal(0, match.Gain, 1e-12));
    }

    [Fact]
    public void Compare_BySearchNumberOrLayer_IsTheSame()
    {
        var runs = _world.Database.Results.Runs();
        var request = new AnalysisRequest(_world.Engine) { Match = MatchBy.Number };
        var byNumber = Run("compare", request with { Compared = [$"{runs[0].Id}", $"{runs[1].Id}"] });
        var byName = Run("compare", request with { Compared = ["mlp", "next"] });

        Assert.Equal(byNumber.Tables[0].Rows.Rows, byName.Tables[0].Rows.Rows);
        var last = ExplainedLayer.Read(_world.Engine, "next", null);
        Assert.Equal(
            last.Units.Average(unit => unit.Best!.Iou) - _world.Layer.Units.Average(unit => unit.Best!.Iou),
            (double)byName.Tables[0].Rows[2, "gain"]!,
            1e-12);
    }

    [Fact]
    public void Compare_OfOneSearch_IsRefused()
    {
        Assert.Throws<AnalysisException>(() => Run("compare", new(_world.Engine) { Compared = ["mlp", "mlp"] }));
        Assert.Throws<AnalysisException>(() => Run("compare", new(_world.Engine)));
        Assert.Throws<AnalysisException>(() => Run("compare", new(_world.Engine) { Compared = ["mlp", "77"] }));
    }

    [Fact]
    public void Compare_WithAnotherDatabase_IsOfBoth()
    {
        using var other = new AnalysedWorld(seed: 5);

        var result = Run("compare", new(_world.Engine) { Layer = "mlp", With = other.Engine });

        Assert.Equal(AnalysedWorld.Units, result.Tables[1].Rows.Rows.Count);
        Assert.Contains("world.cxdb", result.Title, StringComparison.Ordinal);
    }

    private static AnalysisResult Run(string name, AnalysisRequest request) => Analyses.Find(name)!.Run(request);

    private double Iou(int unit, string formula) =>
        _world.Engine.Count(new UnitFormula("mlp", unit), FormulaParser.Parse(formula)).Iou;

    private static IEnumerable<double> Column(QueryResult rows, string name) =>
        Enumerable.Range(0, rows.Rows.Count).Select(i => (double)rows[i, name]!);
}
