using CompExplain.Demo.Drawing;
using CompExplain.Fixtures;
using CompExplain.Storage;
using CompExplain.Storage.Files;

namespace CompExplain.Demo.Tests;

[Collection(LibTorchTests.Name)]
public sealed class VisionDemoTests : IDisposable
{
    private static readonly VisionDemoOptions Tiny = new() { Pictures = 60, Size = 16, Units = 16, Epochs = 1 };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_World_ConceptsHaveTheirPixels()
    {
        string path = _folder.File("world.cxdb");
        Assert.Equal(DemoState.Missing, VisionDemo.StateOf(path, Tiny));
        var (pictures, summary) = VisionDemo.Import(Tiny, path);
        Assert.Equal(DemoState.Imported, VisionDemo.StateOf(path, Tiny));
        Assert.Equal(60 * 16 * 16, summary.Positions);

        using var database = ProbeDatabase.Open(path);
        long[] sizes = new long[WorldConcepts.All.Count];
        foreach (var picture in pictures)
        {
            for (int i = 0; i < 16 * 16; i++)
            {
                foreach (int concept in picture.Concepts(i))
                {
                    sizes[concept]++;
                }
            }
        }

        Assert.Equal(sizes, database.Concepts.Select(concept => concept.Size));
        Assert.Equal(10, database.Splits.Count(split => split == "val"));
        Assert.Equal(pictures[13].Pixels, DemoWorld.Redraw(database.Input(13).Name, 16)!.Pixels);
    }

    [Fact]
    public void Probe_Twice_SameUnits()
    {
        string first = _folder.File("a.cxdb"), second = _folder.File("b.cxdb");
        var (pictures, _) = VisionDemo.Import(Tiny, first);
        VisionDemo.Import(Tiny, second);
        VisionDemo.Probe(Tiny, first, pictures);
        VisionDemo.Probe(Tiny, second);
        Assert.Equal(DemoState.Probed, VisionDemo.StateOf(first, Tiny));

        using var a = ProbeDatabase.Open(first);
        using var b = ProbeDatabase.Open(second);
        var layer = a.FindLayer(VisionDemo.Layer)!;
        Assert.Equal((16, 4, 4), (layer.UnitCount, layer.GridHeight, layer.GridWidth));
        Assert.Equal(
            a.Units(layer.Id).Select(unit => (unit.Threshold, unit.Size, unit.Maximum)),
            b.Units(b.FindLayer(VisionDemo.Layer)!.Id).Select(unit => (unit.Threshold, unit.Size, unit.Maximum)));
        Assert.Equal(DemoWorld.Scenes, a.Outputs.Classes());
        Assert.Equal(16 * DemoWorld.Scenes.Count, a.Outputs.ClassWeights(layer.Id)!.Length);
        Assert.All(a.Predictions, prediction => Assert.Contains(prediction, DemoWorld.Scenes));
        Assert.Equal(10, VisionDemo.Accuracy(a).HeldOut);
    }

    [Fact]
    public void Probe_Stopped_DatabaseAsBefore()
    {
        string path = _folder.File("world.cxdb");
        var (pictures, _) = VisionDemo.Import(Tiny, path);
        using var stop = new CancellationTokenSource();
        var progress = new StopAt(stop, "running the network");
        Assert.ThrowsAny<OperationCanceledException>(() => VisionDemo.Probe(Tiny, path, pictures, progress, stop.Token));
        Assert.Equal(DemoState.Imported, VisionDemo.StateOf(path, Tiny));
    }

    [Fact]
    public void Import_Stopped_NoDatabase()
    {
        string path = _folder.File("world.cxdb");
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(
            () => VisionDemo.Import(Tiny, path, progress: new StopAt(stop, "writing masks"), cancellation: stop.Token));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void StateOf_AnotherWorld_Foreign()
    {
        string path = _folder.File("world.cxdb");
        VisionDemo.Import(Tiny, path);
        Assert.Equal(DemoState.Foreign, VisionDemo.StateOf(path, Tiny with { Seed = 2 }));
        Assert.Equal(DemoState.Foreign, VisionDemo.StateOf(path, Tiny with { Pictures = 50 }));
        Assert.Equal(DemoState.Foreign, NliDemo.StateOf(path, new NliDemoOptions()));
    }

    private sealed class StopAt(CancellationTokenSource stop, string step) : IProgress<StepProgress>
    {
        public void Report(StepProgress value)
        {
            if (value.Step == step)
            {
                stop.Cancel();
            }
        }
    }
}
