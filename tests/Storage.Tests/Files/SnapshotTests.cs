using CompExplain.Fixtures;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Storage.Tests.Files;

/// <summary>What is read of a database is of one moment, whatever other processes write.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Read_WhileConceptsAreAdded_IsOfTheMomentBefore()
    {
        using var folder = new TempFolder();
        string path = Write(folder);
        using var open = ProbeDatabase.Open(path);
        var expected = open.Concepts.Select(concept => concept.Size).ToList();
        AddConcept(path);

        using (var another = ProbeDatabase.Open(path))
        {
            Assert.Equal(expected.Count + 1, another.Concepts.Count);
        }

        // Each part that is read only now is of the index before.
        Assert.Equal(expected.Count, open.Index.ConceptCount);
        Assert.True(DatabaseVerifier.Verify(path).IsSound);

        Assert.False(open.TryRenew());
        var failure = Assert.Throws<StorageException>(() => open.Renew());
        Assert.Equal(StorageFailure.Changed, failure.Failure);
        Assert.Throws<StorageException>(() => open.Formulas.All());
    }

    [Fact]
    public void Write_AfterConceptsWereAdded_IsRefused()
    {
        using var folder = new TempFolder();
        string path = Write(folder);
        using var open = ProbeDatabase.Open(path);
        AddConcept(path);
        var failure = Assert.Throws<StorageException>(() => open.Results.Open(open.Layers[0].Id, "{}"));
        Assert.Equal(StorageFailure.Changed, failure.Failure);
        using var again = ProbeDatabase.Open(path);
        Assert.Empty(again.Results.Runs());
    }

    [Fact]
    public void Write_AfterAnotherLayerWasAdded_IsDone()
    {
        using var folder = new TempFolder();
        string path = Write(folder);
        using var open = ProbeDatabase.Open(path);
        AddLayer(path, "other", replace: false);
        Assert.True(open.TryRenew());
        Assert.Equal(1, open.Results.Open(open.Layers[0].Id, "{}").Id);

        AddLayer(path, open.Layers[0].Name, replace: true);
        Assert.False(open.TryRenew());
    }

    [Fact]
    public void Read_FormulaOfAnotherProcess_IsSeenAfterRenewal()
    {
        using var folder = new TempFolder();
        string path = Write(folder);
        using var open = ProbeDatabase.Open(path);
        Assert.Empty(open.Formulas.All());
        using (var another = ProbeDatabase.Open(path))
        {
            another.Formulas.Save(new("wet", "water OR river"));
            Assert.Single(another.Formulas.All());
        }

        Assert.Empty(open.Formulas.All());
        open.Renew();
        Assert.Single(open.Formulas.All());
        open.Formulas.Drop("wet");
        Assert.Empty(open.Formulas.All());
    }

    private static string Write(TempFolder folder)
    {
        string path = folder.File("probe.cxdb");
        NaiveProbe.Texts(1).Write(path);
        return path;
    }

    private static void AddConcept(string path)
    {
        using var writer = DatabaseWriter.Open(path);
        writer.AddConceptMask(writer.AddConcept(new("more", "new", "more")), 0, SmallMask.Range(0, 3));
        writer.Commit();
    }

    private static void AddLayer(string path, string name, bool replace)
    {
        using var writer = DatabaseWriter.Open(path);
        int layer = writer.AddLayer(new LayerRecord(name, 1, 1, "given", "none"), replace);
        int unit = writer.AddUnit(layer, new UnitRecord(0, null, 1, 0, 0.5, 2, null));
        writer.AddUnitMask(unit, 0, SmallMask.Range(1, 2));
        writer.Commit();
    }
}
