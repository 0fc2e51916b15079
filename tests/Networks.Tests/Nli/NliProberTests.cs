using CompExplain.Fixtures;
using CompExplain.Import;
using CompExplain.Import.Units;
using CompExplain.Networks.Nli;
using CompExplain.Networks.Weights;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Networks.Tests.Nli;

[Collection(LibTorchTests.Name)]
public class NliProberTests : IClassFixture<NliProberTests.Trained>
{
    private readonly Trained _trained;

    public NliProberTests(Trained trained) => _trained = trained;

    [Fact]
    public void Probe_Pairs_StoresUnitsThatAreActiveOverZero()
    {
        using var folder = new TempFolder();
        string path = TinyNli.Database(folder);
        var summary = NliProber.Probe(new(_trained.Model) { Store = StoredActivations.Full }, path);
        Assert.Equal(20, summary.Units);
        Assert.True(summary.PredictionsStored);
        using var database = ProbeDatabase.Open(path);
        var layer = database.FindLayer("mlp")!;
        Assert.Equal(20, layer.UnitCount);
        Assert.Equal("float32", layer.ActivationType);
        Assert.Equal(["entailment", "neutral", "contradiction"], database.Outputs.Classes());
        Assert.Equal(summary.Accuracy, (double)database.Labels.Zip(database.Predictions).Count(
            each => each.First == each.Second) / summary.Pairs);
        float[] weights = database.Outputs.ClassWeights(layer.Id)!;
        float[][] logits = [.. Enumerable.Range(0, 3).Select(c => database.Outputs.Logits(c)!)];
        double[,] sums = new double[3, summary.Pairs];
        int dead = 0;
        for (int unit = 0; unit < 20; unit++)
        {
            var stored = database.FindUnit(layer.Id, unit)!;
            float[] values = database.Activations.Values(layer, stored.Id, 0);
            var active = Enumerable.Range(0, values.Length).Where(i => values[i] > 0).Select(i => (long)i).ToList();
            Assert.Equal(active, Databases.Positions(database, stored));
            Assert.Equal((double)values.Max(), stored.Maximum);
            Assert.True(stored.Minimum >= 0);
            Assert.NotNull(database.Histogram(stored.Id));
            dead += active.Count == 0 ? 1 : 0;
            for (int c = 0; c < 3; c++)
            {
                for (int i = 0; i < values.Length; i++)
                {
                    sums[c, i] += weights[(c * 20) + unit] * (double)values[i];
                }
            }
        }

        Assert.Equal(dead, summary.DeadUnits);

        // The units times their weights are the outputs, but for a bias the same on all pairs, and rounding.
        for (int c = 0; c < 3; c++)
        {
            for (int i = 0; i < summary.Pairs; i++)
            {
                Assert.Equal(logits[c][i] - logits[c][0], sums[c, i] - sums[c, 0], 0.05);
            }
        }
    }

    [Fact]
    public void Probe_OtherBatches_GivesTheSameMasks()
    {
        using var folder = new TempFolder();
        string one = TinyNli.Database(folder, "one.cxdb"), many = TinyNli.Database(folder, "many.cxdb");
        NliProber.Probe(new(_trained.Model) { BatchSize = 1 }, one);
        NliProber.Probe(new(_trained.Model) { BatchSize = 41 }, many);
        using var first = ProbeDatabase.Open(one);
        using var second = ProbeDatabase.Open(many);
        for (int unit = 0; unit < 20; unit++)
        {
            Assert.Equal(Databases.Positions(first, Databases.Unit(first, "mlp", unit)), Databases.Positions(
                second, Databases.Unit(second, "mlp", unit)));
        }

        Assert.Equal(first.Predictions, second.Predictions);
    }

    [Fact]
    public void Probe_DatabaseWithPredictions_KeepsThem()
    {
        using var folder = new TempFolder();
        string path = TinyNli.Database(folder, prediction: "neutral");
        Assert.False(NliProber.Probe(new(_trained.Model), path).PredictionsStored);
        using (var database = ProbeDatabase.Open(path))
        {
            Assert.All(database.Predictions, each => Assert.Equal("neutral", each));
        }

        NliProber.Probe(new(_trained.Model) { LayerName = "again", ReplacePredictions = true }, path);
        using var changed = ProbeDatabase.Open(path);
        Assert.Contains("contradiction", changed.Predictions);
        Assert.NotNull(changed.Outputs.ClassWeights(changed.FindLayer("mlp")!.Id));
        Assert.NotNull(changed.Outputs.ClassWeights(changed.FindLayer("again")!.Id));
    }

    [Fact]
    public void Probe_LayerThatIsThere_IsKeptUnlessToReplace()
    {
        using var folder = new TempFolder();
        string path = TinyNli.Database(folder);
        NliProber.Probe(new(_trained.Model), path);
        Assert.Equal("replace", Assert.Throws<ImportException>(() => NliProber.Probe(new(_trained.Model), path)).Option);
        NliProber.Probe(new(_trained.Model) { Replace = true }, path);
        Assert.Empty(DatabaseVerifier.Verify(path).Problems);
    }

    [Fact]
    public void Probe_Stopped_LeavesTheDatabaseAsItWas()
    {
        using var folder = new TempFolder();
        string path = TinyNli.Database(folder);
        byte[] before = File.ReadAllBytes(path);
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(
            () => NliProber.Probe(new(_trained.Model), path, new AtUnits(stop), stop.Token));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Probe_WrongWeights_SaysWhat()
    {
        using var folder = new TempFolder();
        string path = TinyNli.Database(folder);
        byte[] before = File.ReadAllBytes(path), model = File.ReadAllBytes(_trained.Model);
        Assert.Contains("there is no file", Error(folder.File("none")), StringComparison.Ordinal);
        Assert.Contains("cut short", Error(folder.Write("cut", model[..^1])), StringComparison.Ordinal);
        Assert.Contains("is empty", Error(folder.Write("empty", [])), StringComparison.Ordinal);
        Assert.Contains("no file of weights", Error(folder.Write("text", "what is this, then?")), StringComparison.Ordinal);
        var other = new SafetensorsWriter();
        other.Add("conv1.weight", [1f], 1);
        other.Write(folder.File("other"));
        Assert.Contains("train one", Error(folder.File("other")), StringComparison.Ordinal);
        var partial = new SafetensorsWriter();
        partial.Add("encoder.emb.weight", new float[16], 2, 8);
        partial.Add("vocabulary", "<pad>\n<unk>");
        partial.Add("settings", """{"Format":1,"Architecture":{"Dimension":8,"Hidden":12,"Units":20},"Classes":["a","b"]}""");
        partial.Write(folder.File("partial"));
        Assert.Contains("has no parameter rnn", Error(folder.File("partial")), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));

        string Error(string weights) => Assert.Throws<ImportException>(() => NliProber.Probe(new(weights), path)).Message;
    }

    [Fact]
    public void Probe_InputsThatAreNoPairs_SaysSo()
    {
        using var folder = new TempFolder();
        string images = Databases.Images(folder, 2, 4, 4);
        Assert.Contains("images", Assert.Throws<ImportException>(
            () => NliProber.Probe(new(_trained.Model), images)).Message, StringComparison.Ordinal);
        string path = folder.File("single.cxdb");
        using (var writer = DatabaseWriter.Create(path, new DatasetDescription("t", DatasetKind.Texts, 1, 1, 1)))
        {
            writer.AddInputs([new InputRecord("0", null, "one sentence", null, null)]);
            writer.Commit();
        }

        Assert.Contains("input 0 has 1 lines", Assert.Throws<ImportException>(
            () => NliProber.Probe(new(_trained.Model), path)).Message, StringComparison.Ordinal);
    }

    /// <summary>One network for all tests.</summary>
    public sealed class Trained : IDisposable
    {
        private readonly TempFolder _folder = new();

        public Trained()
        {
            var options = TinyNli.Options(_folder, epochs: 2);
            NliTrainer.Train(options, TimeProvider.System);
            Model = options.ModelPath;
        }

        public string Model { get; }

        public void Dispose() => _folder.Dispose();
    }

    private sealed class AtUnits(CancellationTokenSource stop) : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
            if (value.Step.StartsWith("units", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        }
    }
}
