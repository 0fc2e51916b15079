using CompExplain.Fixtures;
using CompExplain.Import.Concepts;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Tests.Concepts;

public sealed class ConceptImporterTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_CsvOfInputs_HoldsAtEveryPositionOfAnInput()
    {
        string database = Databases.Images(_folder, 3, 2, 2);
        string file = _folder.Write("c.csv", "indoor,night,never\n1,0,0\n0,1,false\ntrue,1,0\n");

        var summary = ConceptImporter.Import(new(file, "mine"), database, null, Token);

        Assert.Equal(new ImportSummary(3, 12, Concepts: 3), summary with { Notes = [] });
        Assert.Empty(summary.Notes);
        using var read = ProbeDatabase.Open(database);
        Assert.Equal([0, 1, 2, 3, 8, 9, 10, 11], Databases.Concept(read, "indoor"));
        Assert.Equal([4, 5, 6, 7, 8, 9, 10, 11], Databases.Concept(read, "night"));
        Assert.Equal(new Concept(2, "mine", "never", "mine", 0), read.Concepts[2]);
    }

    [Fact]
    public void Import_Masks_HoldAtTheirPositions()
    {
        string database = Databases.Images(_folder, 2, 1, 3);
        string file = _folder.Write("m.npy", Npy.File("|u1", "(2, 1, 1, 3)", [0, 1, 1, 1, 0, 1]));
        string names = _folder.Write("names.txt", "stripes\n");

        ConceptImporter.Import(new(file, "texture") { NamesPath = names, Kind = "own" }, database, null, Token);

        using var read = ProbeDatabase.Open(database);
        Assert.Equal([1, 2, 3, 5], Databases.Concept(read, "stripes"));
        Assert.Equal("own", read.Concepts[0].Kind);
    }

    [Fact]
    public void Import_WhatDoesNotFit_IsRefusedAndNothingIsWritten()
    {
        string database = Databases.Images(_folder, 2, 2, 2);
        string file = _folder.Write("m.npy", Npy.File("|u1", "(2, 2)", [0, 1, 1, 0]));
        string other = _folder.Write("o.npy", Npy.Floats("(2, 1)", 0, 0.5f));
        string rows = _folder.Write("r.npy", Npy.File("|u1", "(1, 1)", [1]));

        Assert.Contains("no names", Refused(new(file, "x")), StringComparison.Ordinal);
        Assert.Contains("2 concepts, and there are 1 names", Refused(new(file, "x") { Names = ["a"] }), StringComparison.Ordinal);
        Assert.Contains("'a' is given twice", Refused(new(file, "x") { Names = ["a", "a"] }), StringComparison.Ordinal);
        Assert.Contains("name 2 is empty", Refused(new(file, "x") { Names = ["a", " "] }), StringComparison.Ordinal);
        Assert.Contains("category", Refused(new(file, "") { Names = ["a", "b"] }), StringComparison.Ordinal);
        Assert.Contains("concept a, input 1: 0.5", Refused(new(other, "x") { Names = ["a"] }), StringComparison.Ordinal);
        Assert.Contains("1 rows, and the data set d has 2", Refused(new(rows, "x") { Names = ["a"] }), StringComparison.Ordinal);
        using var read = ProbeDatabase.Open(database);
        Assert.Empty(read.Concepts);

        string Refused(ConceptImportOptions options) =>
            Assert.Throws<ImportException>(() => ConceptImporter.Import(options, database, null, Token)).Message;
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
