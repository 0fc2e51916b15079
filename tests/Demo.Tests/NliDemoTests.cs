using CompExplain.Demo.Writing;
using CompExplain.Fixtures;
using CompExplain.Storage;

namespace CompExplain.Demo.Tests;

[Collection(LibTorchTests.Name)]
public sealed class NliDemoTests : IDisposable
{
    private static readonly NliDemoOptions Small = new() { Pairs = 300, Units = 8, Epochs = 8 };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_Pairs_ReadBackAsWritten()
    {
        string path = _folder.File("nli.cxdb");
        NliDemo.Import(Small, path, _folder.Path);
        Assert.Equal(DemoState.Imported, NliDemo.StateOf(path, Small));
        using var database = ProbeDatabase.Open(path);
        var pairs = SentencePairs.Write(300);
        Assert.Equal(pairs.Select(pair => pair.Label), database.Labels);
        Assert.Equal($"{pairs[7].Premise}\n{pairs[7].Hypothesis}", database.Input(7).Source);
    }

    [Fact]
    public void Probe_Pairs_LearnsThemAndStoresTheHiddenLayer()
    {
        string path = _folder.File("nli.cxdb");
        NliDemo.Import(Small, path, _folder.Path);
        NliDemo.Probe(Small, path);
        Assert.Equal(DemoState.Probed, NliDemo.StateOf(path, Small));
        using var database = ProbeDatabase.Open(path);
        var layer = database.FindLayer(NliDemo.Layer)!;
        Assert.Equal((8, 1, 1, "above 0"), (layer.UnitCount, layer.GridHeight, layer.GridWidth, layer.ThresholdRule));
        Assert.Equal(24, database.Outputs.ClassWeights(layer.Id)!.Length);
        var training = NliDemo.Accuracy(database);
        Assert.Equal(60, training.HeldOut);
        Assert.True(training.Accuracy > 0.6, $"{training}");
    }
}
