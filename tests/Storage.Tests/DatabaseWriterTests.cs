using System.Diagnostics;
using CompExplain.Fixtures;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Storage.Tests;

public sealed class DatabaseWriterTests
{
    [Fact]
    public void Dispose_WithoutCommit_LeavesNothing()
    {
        using var folder = new TempFolder();
        using (var writer = DatabaseWriter.Create(
            folder.File("probe.cxdb"), new DatasetDescription("x", DatasetKind.Texts, 1, 1, 3)))
        {
            writer.AddInputs([new InputRecord("0", null, "text", null, null)]);
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Commit_TooFewInputs_IsRefusedAndLeavesNothing()
    {
        using var folder = new TempFolder();
        using (var writer = DatabaseWriter.Create(
            folder.File("probe.cxdb"), new DatasetDescription("x", DatasetKind.Texts, 1, 1, 3)))
        {
            writer.AddInputs([new InputRecord("0", null, "text", null, null)]);
            var error = Assert.Throws<StorageException>(() => writer.Commit());
            Assert.Contains("has 3 inputs, and 1 were added", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Open_DisposedWithoutCommit_ChangesNothing()
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        NaiveProbe.Texts(1).Write(path);
        using (var writer = DatabaseWriter.Open(path))
        {
            int layer = writer.AddLayer(new LayerRecord("other", 1, 1, "given", "none"));
            int unit = writer.AddUnit(layer, new UnitRecord(0, 0.5, 1, 0, 0.2, 1, new Histogram(0, 1, [1, 2, 3])));
            writer.AddUnitMask(unit, 0, SmallMask.Range(3, 9));
        }

        using var database = ProbeDatabase.Open(path);
        Assert.Single(database.Layers);
        Assert.True(DatabaseVerifier.Verify(path).IsSound);
    }

    [Fact]
    public void Commit_AddedLayer_HasItsUnitsMasksAndHits()
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        var probe = NaiveProbe.Texts(1);
        probe.Write(path);
        byte[] activations = [.. Enumerable.Range(0, 150).SelectMany(input => BitConverter.GetBytes((float)input))];
        using (var writer = DatabaseWriter.Open(path))
        {
            int layer = writer.AddLayer(new LayerRecord("other", 1, 1, "above 0.5", "float32"));
            int unit = writer.AddUnit(layer, new UnitRecord(7, 0.5, 1, 0, 0.25, 7, new Histogram(-1, 1, [1, 2, 3])));
            writer.AddUnitMask(unit, 0, SmallMask.Range(3, 9));
            writer.AddActivations(unit, 0, activations);
            writer.Commit();
        }

        using var database = ProbeDatabase.Open(path);
        var found = database.FindUnit(database.FindLayer("other")!.Id, 7)!;
        Assert.Equal(7, found.Size);
        Assert.Equal(0.5, found.Threshold);
        Assert.Equal([1L, 2, 3], database.Histogram(found.Id)!.Counts);
        Assert.Equal(activations, database.Activations.Read(found.Id, 0));
        Assert.Equal(7, database.Hits.Read(found.Id).Total);
        Assert.Equal(7, database.Masks.Read(MaskOwner.Unit(found.Id), 0).Count);
        Assert.True(DatabaseVerifier.Verify(path).IsSound);
    }

    [Fact]
    public void Commit_AddedConcepts_RebuildTheIndexAndForgetSearches()
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        var probe = NaiveProbe.Texts(1);
        probe.Write(path);
        using (var database = ProbeDatabase.Open(path))
        {
            database.Results.Open(1, "{}");
        }

        using (var writer = DatabaseWriter.Open(path))
        {
            int id = writer.AddConcept(new ConceptRecord("extra", "first half", "extra"));
            writer.AddConceptMask(id, 0, SmallMask.Range(0, 74));
            writer.Commit();
        }

        using (var database = ProbeDatabase.Open(path))
        {
            Assert.Equal(probe.Concepts.Count + 1, database.Index.ConceptCount);
            Assert.Equal(75, database.Concepts[^1].Size);
            Assert.Empty(database.Results.Runs());
        }

        Assert.True(DatabaseVerifier.Verify(path).IsSound);
    }

    [Fact]
    public void AddLayer_NameTaken_IsRefusedUnlessReplaced()
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        NaiveProbe.Texts(1).Write(path);
        using var writer = DatabaseWriter.Open(path);
        var record = new LayerRecord("layer4", 1, 1, "given", "none");
        var error = Assert.Throws<StorageException>(() => writer.AddLayer(record));
        Assert.Equal((StorageFailure.AlreadyExists, StorageRemedy.Replace), (error.Failure, error.Remedy));
        writer.AddLayer(record, replace: true);
        writer.Commit();
        using var database = ProbeDatabase.Open(path);
        Assert.Equal(0, Assert.Single(database.Layers).UnitCount);
    }

    [Fact]
    public void AddMask_BeyondTheShard_IsRefused()
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        NaiveProbe.Texts(1, inputs: 20).Write(path);
        using var writer = DatabaseWriter.Open(path);
        int id = writer.AddConcept(new ConceptRecord("extra", "x", "extra"));
        Assert.Throws<ArgumentException>(() => writer.AddConceptMask(id, 0, SmallMask.Range(15, 20)));
    }

    [Fact]
    public void Open_WhileAnotherWrites_SaysItIsLocked()
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        NaiveProbe.Texts(1).Write(path);
        using var first = DatabaseWriter.Open(path);
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(StorageFailure.Locked, Assert.Throws<StorageException>(() => DatabaseWriter.Open(path)).Failure);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30));
        using var reader = ProbeDatabase.Open(path);
        Assert.NotEmpty(reader.Concepts);
    }

    [Fact]
    public void Create_WhileAnotherMakesIt_SaysItIsLockedAndDoesNoHarm()
    {
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        var dataset = new DatasetDescription("x", DatasetKind.Texts, 1, 1, 1);
        using (var first = DatabaseWriter.Create(path, dataset))
        {
            first.AddInputs([new InputRecord("0", null, "text", null, null)]);
            var failure = Assert.Throws<StorageException>(() => DatabaseWriter.Create(path, dataset, replace: true));
            Assert.Equal(StorageFailure.Locked, failure.Failure);
            first.Commit();
        }

        Assert.Equal([path], Directory.GetFiles(folder.Path));
        Assert.True(DatabaseVerifier.Verify(path).IsSound);
        using (DatabaseWriter.Create(path, dataset, replace: true))
        {
        }

        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Create_ManyShards_CountsOverAllOfThem()
    {
        // 4096 x 4096 positions make an input a shard.
        using var folder = new TempFolder();
        string path = folder.File("probe.cxdb");
        using (var writer = DatabaseWriter.Create(path, new DatasetDescription("x", DatasetKind.Images, 4096, 4096, 3)))
        {
            Assert.Equal(3, writer.Shards.ShardCount);
            writer.AddInputs(Enumerable.Range(0, 3).Select(i => new InputRecord($"{i}", null, "x", null, null)));
            int sky = writer.AddConcept(new ConceptRecord("object", "sky", "object"));
            int sea = writer.AddConcept(new ConceptRecord("object", "sea", "object"));
            for (int shard = 0; shard < 3; shard++)
            {
                writer.AddConceptMask(sky, shard, SmallMask.Range(0, 999_999));
            }

            writer.AddConceptMask(sea, 2, SmallMask.Range(500_000, (1u << 24) - 1));
            int layer = writer.AddLayer(new LayerRecord("l", 1, 1, "given", "none"));
            int unit = writer.AddUnit(layer, new UnitRecord(0, null, null, null, null, 2, null));
            writer.AddUnitMask(unit, 0, SmallMask.Range(0, 9));
            writer.AddUnitMask(unit, 2, SmallMask.Range(999_990, 1_000_009));
            writer.Commit();
        }

        using var database = ProbeDatabase.Open(path);
        Assert.Equal(3_000_000, database.Concepts[0].Size);
        Assert.Equal(4, database.Index.SignatureCount);
        Assert.Equal(3L << 24, database.Index.PositionCount);
        Assert.Equal(30, database.Hits.Read(1).Total);
        Assert.Equal([10L, 10, 10], database.Hits.Read(1).Hits);
        Assert.True(DatabaseVerifier.Verify(path).IsSound);
    }
}
