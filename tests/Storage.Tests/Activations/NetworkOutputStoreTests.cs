using CompExplain.Fixtures;
using CompExplain.Storage.Catalog;

namespace CompExplain.Storage.Tests.Activations;

public sealed class NetworkOutputStoreTests
{
    [Fact]
    public void Commit_Outputs_AreReadBack()
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        NaiveProbe.Texts(1).Write(path);
        int layer, inputs;
        using (var writer = DatabaseWriter.Open(path))
        {
            inputs = writer.Dataset.InputCount;
            layer = writer.AddLayer(
                new LayerRecord("last", 1, 1, "above 0", "none") { Model = "resnet18", Preprocessing = "224 x 224" });
            for (int unit = 0; unit < 3; unit++)
            {
                writer.AddUnit(layer, new UnitRecord(unit, 0, 1, 0, 0.5, 0, null));
            }

            writer.SetPredictions([.. Enumerable.Range(0, inputs).Select(i => i % 2 == 0 ? "crane" : null)]);
            writer.SetClasses(["crane", "crane"]);
            writer.SetLogits(1, [.. Enumerable.Range(0, inputs).Select(i => i / 2f)]);
            writer.SetClassWeights(layer, [1, 2, 3, 4, 5, 6]);
            writer.Commit();
        }

        using var database = ProbeDatabase.Open(path);
        Assert.Equal(["crane", "crane"], database.Outputs.Classes());
        Assert.Null(database.Outputs.Logits(0));
        Assert.Equal(Enumerable.Range(0, inputs).Select(i => i / 2f), database.Outputs.Logits(1)!);
        Assert.Equal([1f, 2f, 3f, 4f, 5f, 6f], database.Outputs.ClassWeights(layer)!);
        Assert.Null(database.Outputs.ClassWeights(database.Layers.First(each => each.Id != layer).Id));
        Assert.Equal(("resnet18", "224 x 224"), (database.FindLayer("last")!.Model, database.FindLayer("last")!.Preprocessing));
        Assert.Equal(("crane", null), (database.Predictions[0], database.Predictions[1]));
        Assert.Equal([], DatabaseVerifier.Verify(path).Problems);
    }

    [Fact]
    public void SetClasses_Again_TakesThePlaceOfAll()
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        NaiveProbe.Texts(1).Write(path);
        for (int round = 0; round < 2; round++)
        {
            using var writer = DatabaseWriter.Open(path);
            writer.SetClasses(round == 0 ? ["a", "b"] : ["c"]);
            if (round == 0)
            {
                writer.SetLogits(0, new float[writer.Dataset.InputCount]);
            }

            writer.Commit();
        }

        using var database = ProbeDatabase.Open(path);
        Assert.Equal(["c"], database.Outputs.Classes());
        Assert.Null(database.Outputs.Logits(0));
        Assert.Equal([], DatabaseVerifier.Verify(path).Problems);
    }

    [Fact]
    public void Set_WrongLengths_AreRefused()
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        NaiveProbe.Texts(1).Write(path);
        using var writer = DatabaseWriter.Open(path);
        writer.SetClasses(["a"]);

        Assert.Throws<ArgumentException>(() => writer.SetPredictions(["a"]));
        Assert.Throws<ArgumentException>(() => writer.SetLogits(0, [1f]));
        Assert.Throws<ArgumentException>(() => writer.SetClassWeights(1, []));
    }
}
