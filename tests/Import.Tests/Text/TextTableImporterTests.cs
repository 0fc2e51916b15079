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
    public void Import_ListWithMissingCellsAndOtherColumns_SaysWhatIsLeftOut()
    {
        using var folder = new TempFolder();
        string table = folder.Write("t.csv", "text,topics,good\na,food; place,1\nb,nan,0\nc,,1\n");
        var summary = TextTableImporter.Import(
            new TextTableImportOptions(table, ["text"]) { ListColumn = "topics" }, folder.File("t.cxdb"));
        Assert.Equal(
            [
                $"{table}: columns that no option names, left out: 1 (such as good)",
                $"{table}: missing values, taken as none: 1 (such as line 3, topics: nan)",
            ],
            summary.Notes.Select(note => note.ToString()));
        using var database = ProbeDatabase.Open(folder.File("t.cxdb"));
        Assert.Equal(["food", "place"], database.Concepts.Select(concept => concept.Name));
    }

    [Fact]
    public void Import_ColumnsOfZerosAndOnes_AreConcepts()
    {
        var summary = Import(Table, Options);
        Assert.Equal(new ImportSummary(3, 3, Concepts: 2), summary with { Notes = [] });
        Assert.EndsWith(
            "cells of concepts without a value, taken as 0: 1 (such as line 4, food)",
            Assert.Single(summary.Notes).ToString(),
            StringComparison.Ordinal);
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

    [Fact]
    public void Import_ColumnsThatDifferInCase_AreConceptsOfTheirOwn()
    {
        Import("Review,May,may\na,1,0\nb,0,1\nc,0,1\n", options => options);

        using var read = ProbeDatabase.Open(_folder.File("t.probe"));
        Assert.Equal([0], Databases.Concept(read, "May"));
        Assert.Equal([1, 2], Databases.Concept(read, "may"));
    }

    [Theory]
    [InlineData("review,food,stars\na,True,1\nb,False,2\n")]
    [InlineData("review,food,stars\na,1.0,1\nb,0.0,2\n")]
    [InlineData("review;food;stars\na;TRUE;1\nb;false;2\n\n\n")]
    [InlineData("\uFEFFreview\tfood\tstars\r\na\t1\t1\r\nb\t0\t2\r\n")]
    public void Import_TruthAsDataFramesWriteIt_IsRead(string table)
    {
        Assert.Empty(Import(table, options => options with { LabelColumn = "stars" }).Notes);

        using var read = ProbeDatabase.Open(_folder.File("t.probe"));
        Assert.Equal([0], Databases.Concept(read, "food"));
        Assert.Equal(["1", "2"], read.Labels);
    }

    [Fact]
    public void Import_IndexAndMissingValues_AreLeftOutAndNoted()
    {
        string path = _folder.File("t.csv");
        var summary = Import(
            ",review,stars,food\n0,a,3.0,1.0\n1,b,nan,nan\n2,c,4.0,\n",
            options => options with { LabelColumn = "stars" });

        string[] expected =
        [
            $"{path}: columns without a name, left out: 1 (such as column 1)",
            $"{path}: missing values, taken as none: 1 (such as line 3, stars: nan)",
            $"{path}: cells of concepts without a value, taken as 0: 2 (such as line 3, food)",
            $"{path}: whole numbers with a decimal point, taken without it: 2 (such as stars: 3.0 as 3)",
        ];
        Assert.Equal(expected.Order(), summary.Notes.Select(note => note.ToString()).Order());
        using var read = ProbeDatabase.Open(_folder.File("t.probe"));
        Assert.Equal(["concept:food"], read.Concepts.Select(concept => $"{concept.Category}:{concept.Name}"));
        Assert.Equal(["3", null, "4"], read.Labels);
        Assert.Equal(summary.Notes, read.Notes);
    }

    [Theory]
    [InlineData("review,food,food\nx,1,0\n", "line 1: the column food is there twice")]
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
