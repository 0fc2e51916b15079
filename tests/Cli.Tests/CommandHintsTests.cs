using CompExplain.Fixtures;
using CompExplain.Import;
using CompExplain.Query.Diagnostics;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Cli.Tests;

/// <summary>What the command line adds to the failures of the libraries: the command or the option that helps.</summary>
public sealed class CommandHintsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, "it")]
    [InlineData(
        StorageRemedy.Create,
        "it; make one of images with: compexplain import folder|coco|broden a.cxdb ..., of texts with: compexplain import "
        + "text|nli a.cxdb ..., or an example with: compexplain demo a.cxdb")]
    [InlineData(StorageRemedy.Replace, "it; add --replace to take its place, or choose another name")]
    [InlineData(StorageRemedy.DropLayers, "it; add --drop-layers to delete them, and probe or import them again")]
    [InlineData(StorageRemedy.Verify, "it; run: compexplain verify a.cxdb")]
    public void Sentence_OfStorage_NamesTheRemedy(StorageRemedy? remedy, string expected) => Assert.Equal(
        expected,
        CommandHints.Sentence(new StorageException(StorageFailure.Other, "it") { Remedy = remedy, Path = "a.cxdb" }));

    [Fact]
    public void Sentence_OfAnImport_NamesTheOptionOrTheCommand()
    {
        Assert.Equal("it", CommandHints.Sentence(new ImportException("it")));
        Assert.Equal("it (--restart)", CommandHints.Sentence(new ImportException("it") { Option = "restart" }));
        Assert.Equal(
            "it (compexplain import nli)", CommandHints.Sentence(new ImportException("it") { Command = "import nli" }));
    }

    [Fact]
    public void Of_EveryKind_IsASentence() => Assert.All(
        Enum.GetValues<MissingKind>(), kind => Assert.NotEmpty(CommandHints.Of(new MissingData(kind, "a.cxdb"))));

    [Fact]
    public void Query_ActivationsThatAreNotStored_SaysHowToImportThem()
    {
        string path = SmallProbe.Write(_folder);
        Assert.Equal(
            "error: no activations for layer4\n  AUC(unit 0, water)\n  ^^^^^^^^^^^^^^^^^^\n"
                + $"  run: compexplain import units {path} activations.npy --layer layer4 --replace --top 0.5%\n",
            Outcome.Of("query", path, "AUC(unit 0, water)").Error);
    }

    [Fact]
    public void Query_NoLayers_SaysHowToAddOne()
    {
        string path = SmallProbe.Write(_folder, units: false);
        Assert.EndsWith(
            $"  add one with: compexplain import units {path} --layer NAME activations.npy --above 0\n",
            Outcome.Of("query", path, "COUNT(unit 0)").Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Query_MissingDataInAStoredFormula_IsNamedToo()
    {
        string path = SmallProbe.Write(_folder, units: false);
        Assert.Equal(0, Outcome.Of("query", path, "LET mine = water OR river").Code);
        using (var database = ProbeDatabase.Open(path))
        {
            database.Formulas.Save(new NamedFormula("mine", "water OR unit 0"));
        }

        Assert.EndsWith(
            $"  add one with: compexplain import units {path} --layer NAME activations.npy --above 0\n",
            Outcome.Of("query", path, "COUNT(mine)").Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Query_NoLabels_NamesTheOptions()
    {
        string path = Texts();
        Assert.EndsWith(
            "  import them with --labels and --predictions\n",
            Outcome.Of("query", path, "COUNT(CORRECT)").Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Query_NoWordVectors_NotesTheOptionsOnce()
    {
        string path = SmallProbe.Write(_folder);
        var outcome = Outcome.Of("query", path, "COUNT(NEIGHBORS(water)), COUNT(NEIGHBORS(river))");
        Assert.Equal(
            "note: NEIGHBORS(water): this database has no word vectors, so 'water' stands alone\n"
                + "note: NEIGHBORS(river): this database has no word vectors, so 'river' stands alone\n"
                + "note: word vectors are imported with --vectors and --words\n",
            outcome.Error);
        Assert.Equal(0, outcome.Code);
    }

    private string Texts()
    {
        string path = _folder.File("texts.cxdb");
        string tokens = _folder.Write("tok", "a man sleeps\na man rests\n");
        Assert.Equal(0, Outcome.Of("import", "nli", path, "--tok", tokens).Code);
        return path;
    }
}
