using CompExplain.Fixtures;
using CompExplain.Import.Text;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Tests.Text;

public sealed class TextTableImporterTests : IDisposable
{
    private const string Table = "review,stars,guess,part,food,\"late, very\"\n\"It was "
        + "\"\"fine\"\",\nreally\",5,4,train,1,0\nbad,1,,val,,1\ngood,5,5,val,1,0\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_ColumnsOfZerosAndOnes_AreConcepts()
    {
        Assert.Equal(new ImportSummary(3, 3, Concepts: 2), Import(Table, Options));
        using var read = ProbeDatabase.Open(_folder.File("t.probe"));
        Assert.Equal(new InputRecord("0", "train", "It was \"fine\", really", "5", "4"), read.Input(0));
        Assert.Equal(new InputRecord("1", "val", "bad", "1", null), read.Input(1));
        Assert.Equal(
            ["concept:food", "concept:late, very"], read.Concepts.Select(concept => $"{concept.Category}:{concept.Name}"));
        Assert.Equal([0, 2], Databases.Concept(read, "food"));
        Assert.Equal([1], Databases.Concept(read, "late, very"));
    }

    [Fact]
    public void Import_ListColumn_NamesConcepts()
    {
        Import(
            "a,b,topics,other\nx,y,food; service;food,abc\nz,w,,1\nu,v,service,\n",
            options => options with { TextColumns = ["a", "b"], ListColumn = "topics", Category = "topic" });
        using var read = ProbeDatabase.Open(_folder.File("t.probe"));
        Assert.Equal("x\ny", read.Input(0).Source);
        Assert.Equal(["topic:food", "topic:service"], read.Concepts.Select(concept => $"{concept.Category}:{concept.Name}"));
        Assert.Equal([0, 2], Databases.Concept(read, "service"));
    }

    [Theory]
    [InlineData("review,food\nx,2\n", "line 2: food is '2'")]
    [InlineData("review,food\n", "no rows")]
    [InlineData("", "is empty")]
    [InlineData("text,food\nx,1\n", "no column review")]
    [InlineData("review\nx\n", "no concepts")]
    [InlineData("review,food\nx,1,1\n", "3 cells where the header has 2")]
    [InlineData("review,food\n\"x,1\n", "is it a CSV file")]
    public void Import_BadTable_SaysWhatAndLeavesNoDatabase(string table, string what)
    {
        Assert.Contains(
            what, Assert.Throws<ImportException>(() => Import(table, options => options)).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("t.probe")));
    }

    private static TextTableImportOptions Options(TextTableImportOptions options) =>
        options with { LabelColumn = "stars", PredictionColumn = "guess", SplitColumn = "part" };

    private ImportSummary Import(string table, Func<TextTableImportOptions, TextTableImportOptions> with)
    {
        _folder.Write("t.csv", table);
        return TextTableImporter.Import(
            with(new TextTableImportOptions(_folder.File("t.csv"), ["review"])), _folder.File("t.probe"));
    }
}
