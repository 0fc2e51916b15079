using CompExplain.Fixtures;
using CompExplain.Import;
using CompExplain.Import.Units;
using CompExplain.Networks.Journals;
using CompExplain.Networks.Vision;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using SkiaSharp;

namespace CompExplain.Networks.Tests.Vision;

[Collection(LibTorchTests.Name)]
public sealed class VisionProbeTests
{
    private const int Inputs = 6;

    private static readonly ThresholdRule Top = ThresholdRule.TopShare(0.05);

    [Fact]
    public void Run_Layer_HasUnitsMasksActivationsAndOutputs()
    {
        using var folder = new TempFolder();
        string path = Database(folder);
        var options = Options(folder) with { Classes = ["b"], ClassNamesPath = folder.Write("names.txt", "a\nb\nc\n") };

        var summary = VisionProbe.Run(options, path, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(
            (Inputs, 512, 3, 3, 3), (summary.Inputs, summary.Units, summary.GridHeight, summary.GridWidth, summary.Classes));
        using var database = ProbeDatabase.Open(path);
        var layer = database.FindLayer("fire9")!;
        Assert.Equal(
            ("squeezenet1_0", "top 5% of positions", "float16"), (layer.Model, layer.ThresholdRule, layer.ActivationType));
        Assert.StartsWith("imagenet: 64 x 64, RGB, minus (123.675, ", layer.Preprocessing, StringComparison.Ordinal);
        long wanted = (long)Math.Round(0.05 * database.Dataset.PositionCount);
        var units = database.Units(layer.Id);
        Assert.All(units, unit => Assert.InRange(unit.Size, 0, wanted));
        Assert.Contains(units, unit => unit.Size == wanted);
        Assert.Equal(Inputs * 9, database.Activations.Values(layer, units[3].Id, 0).Length);
        Assert.Equal(database.Notes, summary.Notes);
        Assert.Equal(units.Sum(unit => unit.Rounded), summary.Notes[^1].Count);
        Assert.Equal(["a", "b", "c"], database.Outputs.Classes());
        Assert.All(database.Predictions, prediction => Assert.Contains(prediction, database.Outputs.Classes()));
        Assert.Equal(Inputs, database.Outputs.Logits(1)!.Length);
        Assert.Null(database.Outputs.Logits(0));
        Assert.Equal(3 * 512, database.Outputs.ClassWeights(layer.Id)!.Length);
        Assert.Equal([], DatabaseVerifier.Verify(path, cancellation: TestContext.Current.CancellationToken).Problems);
    }

    [Fact]
    public void Run_RandomWeights_AreTheSeedsAndPredictNothing()
    {
        using var folder = new TempFolder();
        string path = Database(folder);
        var options = Options(folder) with { Store = StoredActivations.Full };
        foreach (string weights in new[] { "random:7", "random:7", "random:8" })
        {
            VisionProbe.Run(
                options with { WeightsPath = weights, LayerName = Path.GetRandomFileName() },
                path,
                cancellation: TestContext.Current.CancellationToken);
        }

        using var database = ProbeDatabase.Open(path);
        var layers = database.Layers.OrderBy(layer => layer.Id).ToList();
        var means = layers.Select(layer => database.Units(layer.Id)[5].Mean!.Value).ToList();
        Assert.Equal(means[0], means[1], 1e-6);
        Assert.NotEqual(means[0], means[2], 1e-6);
        Assert.Equal("squeezenet1_0, random weights 7", layers[0].Model);
        Assert.All(database.Predictions, Assert.Null);
        Assert.Empty(database.Outputs.Classes());
        var error = Assert.Throws<ImportException>(
            () => VisionProbe.Run(options with { WeightsPath = "random:x", LayerName = "x" }, path));
        Assert.Equal("random weights are asked for as random or random:7, not random:x", error.Message);
    }

    [Fact]
    public void Run_AnyBatchSize_GivesTheSame()
    {
        using var folder = new TempFolder();
        string one = Database(folder, "one.cxdb"), four = Database(folder, "four.cxdb");
        var options = Options(folder) with { Store = StoredActivations.Full };
        VisionProbe.Run(options with { BatchSize = 1 }, one, cancellation: TestContext.Current.CancellationToken);
        VisionProbe.Run(options, four, cancellation: TestContext.Current.CancellationToken);

        using var a = ProbeDatabase.Open(one);
        using var b = ProbeDatabase.Open(four);
        foreach (var (x, y) in a.Units(1).Zip(b.Units(1)))
        {
            Assert.Equal(x.Maximum!.Value, y.Maximum!.Value, 1e-4);
        }

        Assert.Equal(a.Predictions, b.Predictions);
    }

    [Fact]
    public void Run_AgainstImportOfItsActivations_CutsTheSameMasks()
    {
        using var folder = new TempFolder();
        string path = Database(folder);
        var options = Options(folder) with { Store = StoredActivations.Full };
        VisionProbe.Run(options, path, cancellation: TestContext.Current.CancellationToken);
        List<long>[] masks;
        float[] values = new float[Inputs * 512 * 9];
        using (var database = ProbeDatabase.Open(path))
        {
            var units = database.Units(1);
            masks = [.. units.Select(unit => Databases.Positions(database, unit))];
            for (int unit = 0; unit < 512; unit++)
            {
                float[] stored = database.Activations.Values(database.Layers[0], units[unit].Id, 0);
                for (int i = 0; i < stored.Length; i++)
                {
                    values[((((i / 9) * 512) + unit) * 9) + (i % 9)] = stored[i];
                }
            }
        }

        string npy = folder.Write("a.npy", Npy.Floats($"({Inputs}, 512, 3, 3)", values));
        UnitImporter.Import(new UnitImportOptions(npy, "again", Top), path, cancellation: TestContext.Current.CancellationToken);

        using var both = ProbeDatabase.Open(path);
        int layer = both.FindLayer("again")!.Id;
        for (int unit = 0; unit < 512; unit++)
        {
            Assert.Equal(masks[unit], Databases.Positions(both, both.FindUnit(layer, unit)!));
        }
    }

    [Fact]
    public void Run_SecondLayer_KeepsPredictionsAndReplacesOnDemand()
    {
        using var folder = new TempFolder();
        string path = Database(folder);
        Assert.True(
            VisionProbe.Run(Options(folder), path, cancellation: TestContext.Current.CancellationToken).PredictionsStored);
        Assert.False(
            VisionProbe.Run(
                Options(folder) with { Layer = "features.3.squeeze" },
                path,
                cancellation: TestContext.Current.CancellationToken).PredictionsStored);

        var error = Assert.Throws<StorageException>(() => VisionProbe.Run(Options(folder), path));
        Assert.EndsWith("has a layer 'fire9' already", error.Message, StringComparison.Ordinal);
        Assert.Equal(StorageRemedy.Replace, error.Remedy);
        VisionProbe.Run(Options(folder) with { Replace = true }, path, cancellation: TestContext.Current.CancellationToken);

        using var database = ProbeDatabase.Open(path);
        Assert.Equal(["features.3.squeeze", "fire9"], database.Layers.Select(layer => layer.Name));
        Assert.NotNull(database.Outputs.ClassWeights(database.FindLayer("fire9")!.Id));
    }

    [Theory]
    [InlineData("missing", "there is no file")]
    [InlineData("text", "is not a picture")]
    [InlineData("cut", "is damaged or cut short")]
    [InlineData("layer", "has no layer fire10; it has features, ")]
    [InlineData("weights", "is cut short")]
    [InlineData("names", "names 2 classes, and the network tells 3 apart")]
    [InlineData("class", "has no class x")]
    [InlineData("folder", "there is no folder")]
    public void Run_WhatCannotBe_IsOneErrorAndLeavesTheDatabase(string what, string expected)
    {
        using var folder = new TempFolder();
        string path = Database(folder);
        byte[] before = File.ReadAllBytes(path);
        var options = Options(folder);
        string picture = Path.Combine(folder.Path, "images", "4.jpg");
        switch (what)
        {
            case "missing": File.Delete(picture); break;
            case "text": File.WriteAllText(picture, "not a picture"); break;
            case "cut": File.WriteAllBytes(picture, File.ReadAllBytes(picture)[..400]); break;
            case "layer": options = options with { Layer = "fire10" }; break;
            case "weights":
                byte[] weights = File.ReadAllBytes(options.WeightsPath)[..^1];
                options = options with { WeightsPath = folder.Write("cut.safetensors", weights) };
                break;
            case "names": options = options with { ClassNamesPath = folder.Write("names.txt", "a\nb\n") }; break;
            case "class": options = options with { Classes = ["x"] }; break;
            default: options = options with { ImagesDirectory = folder.File("nowhere/at/all") }; break;
        }

        var error = Assert.Throws<ImportException>(() => VisionProbe.Run(options, path));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.DoesNotContain(Directory.GetFiles(folder.Path), file => Path.GetFileName(file).StartsWith('.'));
    }

    [Theory]
    [InlineData("running squeezenet1_0", 0)]
    [InlineData("units of fire9", 64)]
    public void Run_Stopped_LeavesTheDatabase(string step, int done)
    {
        using var folder = new TempFolder();
        string path = Database(folder);
        using var source = new CancellationTokenSource();
        var progress = new Stopper(step, done, source);

        Assert.ThrowsAny<OperationCanceledException>(() => VisionProbe.Run(Options(folder), path, progress, source.Token));

        using var database = ProbeDatabase.Open(path);
        Assert.Empty(database.Layers);
        Assert.All(database.Predictions, Assert.Null);
    }

    [Fact]
    public void Run_AfterStop_GoesOnAndGivesTheSame()
    {
        using var folder = new TempFolder();
        string whole = Database(folder, "whole.cxdb"), stopped = Database(folder, "stopped.cxdb");
        var options = Options(folder) with { BatchSize = 1 };
        VisionProbe.Run(options, whole, cancellation: TestContext.Current.CancellationToken);
        Stop(options, stopped, 2);
        Stop(options, stopped, 4);

        var summary = VisionProbe.Run(options, stopped, cancellation: TestContext.Current.CancellationToken);

        Assert.InRange(summary.Resumed, 4, Inputs - 1);
        AssertSame(whole, stopped);
        Assert.False(File.Exists(ActivationJournal.PathOf(stopped)));
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("flipped")]
    [InlineData("empty")]
    [InlineData("batch")]
    [InlineData("picture")]
    public void Run_AfterStop_UsesOnlyWhatIsWholeAndItsOwn(string what)
    {
        using var folder = new TempFolder();
        string whole = Database(folder, "whole.cxdb"), stopped = Database(folder, "stopped.cxdb");
        var options = Options(folder) with { BatchSize = 1 };
        Stop(options, stopped, 4);
        string path = ActivationJournal.PathOf(stopped);
        byte[] journal = File.ReadAllBytes(path);
        switch (what)
        {
            case "cut": File.WriteAllBytes(path, journal[..^1]); break;
            case "flipped": journal[journal.Length / 2] ^= 4; File.WriteAllBytes(path, journal); break;
            case "empty": File.WriteAllBytes(path, []); break;
            case "batch": options = options with { BatchSize = 2 }; break;
            default: File.Copy(folder.File("images/2.jpg"), folder.File("images/1.jpg"), overwrite: true); break;
        }

        var summary = VisionProbe.Run(options, stopped, cancellation: TestContext.Current.CancellationToken);

        VisionProbe.Run(options, whole, cancellation: TestContext.Current.CancellationToken);
        Assert.True(what is "empty" or "batch" ? summary.Resumed == 0 : summary.Resumed is > 0 and < 4, $"{summary.Resumed}");
        AssertSame(whole, stopped);
    }

    [Fact]
    public void Run_BesideAnotherProbe_IsOneError()
    {
        using var folder = new TempFolder();
        string path = Database(folder);
        using var other = new FileStream(ActivationJournal.PathOf(path), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var error = Assert.Throws<ImportException>(() => VisionProbe.Run(Options(folder), path));

        Assert.Contains("is another probe of this database running?", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Photographs_AreRecognised()
    {
        string weights = SharedData.Path("models/squeezenet_v1.0_imagenet.safetensors");
        using var folder = new TempFolder();
        string path = folder.File("p.cxdb");
        string[] names = ["000000000034", "000000000154", "000000000285"];
        using (var writer = DatabaseWriter.Create(
            path, new DatasetDescription("p", DatasetKind.Images, 112, 112, 3, SharedData.Path("broden_mini"))))
        {
            writer.AddInputs(names.Select(name => new InputRecord(name, null, $"images/coco/{name}.jpg", null, null)));
            writer.Commit(cancellation: TestContext.Current.CancellationToken);
        }

        var options = new VisionProbeOptions("squeezenet1_0", weights, "fire9", ThresholdRule.TopShare(0.005))
        {
            ClassNamesPath = SharedData.Path("models/imagenet_classes.txt"),
        };
        var summary = VisionProbe.Run(options, path, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(Preprocessing.Caffe, summary.Preprocessing);
        Assert.Equal((512, 13, 13), (summary.Units, summary.GridHeight, summary.GridWidth));
        using var database = ProbeDatabase.Open(path);
        Assert.Equal(["zebra", "zebra", "brown bear"], database.Predictions);
    }

    private static void Stop(VisionProbeOptions options, string path, int done)
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(
            () => VisionProbe.Run(options, path, new Stopper("running squeezenet1_0", done, source), source.Token));
    }

    private static void AssertSame(string expected, string actual)
    {
        using var a = ProbeDatabase.Open(expected);
        using var b = ProbeDatabase.Open(actual);
        foreach (var (x, y) in a.Units(1).Zip(b.Units(1)))
        {
            Assert.Equal(a.Activations.Read(x.Id, 0), b.Activations.Read(y.Id, 0));
        }

        Assert.Equal(a.Predictions, b.Predictions);
        Assert.Equal(a.Units(1), b.Units(1));
    }

    private static string Database(TempFolder folder, string name = "d.cxdb")
    {
        string path = folder.File(name);
        for (int i = 0; i < Inputs; i++)
        {
            using var bitmap = new SKBitmap(40, 30);
            for (int y = 0; y < 30; y++)
            {
                for (int x = 0; x < 40; x++)
                {
                    bitmap.SetPixel(x, y, new SKColor((byte)(x * 6), (byte)((y * 8) + i), (byte)((x * y * i) & 255)));
                }
            }

            using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 90);
            folder.Write($"images/{i}.jpg", data.ToArray());
        }

        using var writer = DatabaseWriter.Create(
            path, new DatasetDescription("d", DatasetKind.Images, 15, 20, Inputs, folder.Path));
        writer.AddInputs(
            Enumerable.Range(0, Inputs).Select(i => new InputRecord($"{i}.jpg", null, $"images/{i}.jpg", null, null)));
        writer.Commit();
        return path;
    }

    private static VisionProbeOptions Options(TempFolder folder)
    {
        string weights = folder.File("w.safetensors");
        if (!File.Exists(weights))
        {
            File.WriteAllBytes(weights, RandomWeights.Of("squeezenet1_0", 3));
        }

        return new("squeezenet1_0", weights, "fire9", Top) { Preprocessing = Preprocessing.ImageNet.Resized(64, 64) };
    }

    private sealed class Stopper(string step, int done, CancellationTokenSource source) : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
            if (value.Step == step && value.Done >= done)
            {
                source.Cancel();
            }
        }
    }
}
