using CompExplain.Fixtures;
using CompExplain.Import.Text;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Tests.Text;

public sealed class NliImporterTests : IDisposable
{
    private const string Tok = "A man sleeps .\nThe Man is asleep .\nDogs run\nDogs run\nOne : two\nCats\n";
    private const string Pos = "DT NN VBZ .\nDT NN VBZ JJ .\nNNS VBP\nNNS VBP\nCD : CD\nNNS\n";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_SmallSet_HasItsConcepts()
    {
        using var read = Import(new()
        {
            TokPath = _folder.Write("d.tok", Tok),
            PosPath = _folder.Write("d.pos", Pos),
            LabelsPath = _folder.Write("d.labels", "entailment\n-\nneutral\n"),
            PredictionsPath = _folder.Write(
                "p.csv", "gt,pred,correct\nentailment,neutral,False\nUNK,entailment,False\nneutral,neutral,True\n"),
        });

        Assert.Equal(new InputRecord("0", null, "A man sleeps .\nThe Man is asleep .", "entailment", "neutral"), read.Input(0));
        Assert.Equal(new InputRecord("1", null, "Dogs run\nDogs run", null, "entailment"), read.Input(1));
        Assert.Equal([0], Databases.Concept(read, "man", "pre"));
        Assert.Equal([0], Databases.Concept(read, "man", "hyp"));
        Assert.Empty(Databases.Concept(read, "cats", "pre"));
        Assert.Equal([2], Databases.Concept(read, "cats", "hyp"));
        Assert.Equal([1], Databases.Concept(read, "NNS", "pre"));
        Assert.Equal([1, 2], Databases.Concept(read, "NNS", "hyp"));
        Assert.Empty(Databases.Concept(read, "CD", "hyp"));
        Assert.Equal([0], Databases.Concept(read, ".", "pre"));
        Assert.Equal([2], Databases.Concept(read, ":", "pre"));
        Assert.Equal([2], Databases.Concept(read, "tag::", "pre"));
        Assert.DoesNotContain(read.Concepts, concept => concept is { Kind: "token", Name: "the" or "a" or "." });
        // Frequency, then ordinal order.
        Assert.Equal(["dogs", "man", "run", ":", "asleep", "cats", "is", "one", "sleeps", "two"],
            read.Concepts.Where(concept => concept is { Kind: "token", Category: "pre" }).Select(concept => concept.Name));
        // {a man sleeps .} and {the man is asleep .} share 2 of 7.
        Assert.Equal([0, 1], Databases.Concept(read, "overlap-0%"));
        Assert.Equal([0, 1], Databases.Concept(read, "overlap-25%"));
        Assert.Equal([1], Databases.Concept(read, "overlap-50%"));
        Assert.Equal([1], Databases.Concept(read, "overlap-75%"));
    }

    [Fact]
    public void Import_AuthorsOverlap_DividesByTheSymmetricDifference()
    {
        // Shared 1 of 4 apart: exactly 25 %, which is not over it. Then 1 of 3, 1 of 2, and the same words.
        using var read = Import(new()
        {
            TokPath = _folder.Write("d.tok", "a b c\na d e\na b c\na d\na b\na d\na b\nb A A\n"),
            Overlap = OverlapDefinition.Authors,
        });

        Assert.DoesNotContain(read.Concepts, concept => concept.Name == "overlap-0%");
        Assert.Equal([1, 2, 3], Databases.Concept(read, "overlap-25%"));
        Assert.Equal([3], Databases.Concept(read, "overlap-50%"));
        Assert.Equal([3], Databases.Concept(read, "overlap-75%"));
    }

    [Fact]
    public void Import_Top_KeepsTheMostFrequentOfBothSides()
    {
        using var read = Import(new() { TokPath = _folder.Write("d.tok", "x y\ny z\n"), Top = 2 });

        Assert.Equal(
            ["y", "x", "y", "x"], read.Concepts.Where(concept => concept.Kind == "token").Select(concept => concept.Name));
    }

    [Fact]
    public void Import_Feats_UsesWordAndTag()
    {
        using var read = Import(new()
        {
            FeatsPath = _folder.Write(
                "d.feats",
                "lemma;open|tag;closed|dep;closed|ent;closed|synset;open|const;multi\n"
                + "Dogs|dog|NNS|nsubj||dog.n.01|S;NP ||||SYM|dep|||X\ncats|cat|NNS|ROOT||cat.n.01|S\n"),
        });

        Assert.Equal("Dogs |\ncats", read.Input(0).Source);
        Assert.Equal([0], Databases.Concept(read, "dogs", "pre"));
        Assert.Equal([0], Databases.Concept(read, "|", "pre"));
        Assert.Equal([0], Databases.Concept(read, "SYM", "pre"));
        Assert.Equal([0], Databases.Concept(read, "NNS", "hyp"));
    }

    [Fact]
    public void Import_Vectors_AreThoseOfConceptWordsWithTheirNearest()
    {
        string vectors = _folder.Write("v.npy", Npy.Floats("(6, 2)", 1, 0, 1, 0, 0.8f, 0.6f, -1, 0, 0, 0, 9, 9));
        string words = _folder.Write("w.txt", "dog\ncat\nfox\nant\nnil\nother\n");

        using var read = Import(new()
        {
            TokPath = _folder.Write("d.tok", "dog cat fox\nant nil bee\n"),
            VectorsPath = vectors,
            WordsPath = words,
        });

        Assert.Equal(["cat", "fox", "ant"], read.Words.Nearest("dog", 3)!.Select(word => word.Word));
        Assert.Equal([1f, 0.8f, -1f], read.Words.Nearest("dog", 3)!.Select(word => MathF.Round(word.Similarity, 5)));
        // A tie goes by ordinal order.
        Assert.Equal(["cat", "dog", "ant"], read.Words.Nearest("fox", 3)!.Select(word => word.Word));
        Assert.Null(read.Words.Nearest("bee", 3));
        Assert.Null(read.Words.Nearest("other", 3));
    }

    [Fact]
    public void Find_ManyWords_IsTheSortOfAllCosines()
    {
        var random = new Random(5);
        string[] words = [.. Enumerable.Range(0, 200).Select(i => $"w{i}")];
        float[] rows = [.. Enumerable.Range(0, 200 * 3).Select(_ => (float)random.Next(-2, 3))];

        var nearest = NearestWords.Find(new(words, 3, rows), 32, TestContext.Current.CancellationToken);

        for (int i = 0; i < words.Length; i++)
        {
            float[] v = rows.AsSpan(i * 3, 3).ToArray();
            if (v.All(x => x == 0))
            {
                Assert.Empty(nearest[i]);
                continue;
            }

            double[] expected = [.. Enumerable.Range(0, words.Length).Where(j => j != i && Norm(j) > 0)
                .Select(j => (v[0] * rows[j * 3] + v[1] * rows[(j * 3) + 1] + v[2] * rows[(j * 3) + 2]) / Norm(i) / Norm(j))
                .OrderDescending().Take(32)];
            Assert.Equal(expected.Length, nearest[i].Length);
            for (int k = 0; k < expected.Length; k++)
            {
                Assert.Equal(expected[k], nearest[i][k].Similarity, 1e-5);
            }

            Assert.True(nearest[i].Zip(nearest[i].Skip(1)).All(pair => pair.First.Similarity > pair.Second.Similarity
                || (pair.First.Similarity == pair.Second.Similarity
                && string.CompareOrdinal(pair.First.Word, pair.Second.Word) < 0)));
        }

        double Norm(
            int j) => Math.Sqrt(
                (rows[j * 3] * rows[j * 3]) + (rows[(j * 3) + 1] * rows[(j * 3) + 1]) + (rows[(j * 3) + 2] * rows[(j * 3) + 2]));
    }

    [Theory]
    [InlineData("a b\n", null, null, null, "odd number")]
    [InlineData("", null, null, null, "is empty")]
    [InlineData("a b\nc\n", "X X\nX X\n", null, null, "d.pos, line 2: 2 tags for the 1 tokens")]
    [InlineData("a b\nc\n", "X X\n", null, null, "1 lines, and")]
    [InlineData("a b\nc\n", null, "x\ny\n", null, "2 labels, and")]
    [InlineData("a b\nc\n", null, "x\n", "gt,pred\ny,x\n", "p.csv, line 2 (pair 0): gt is 'y'")]
    [InlineData("a b\nc\n", null, "x\n", "gt,pred\nx,x\nx,x\n", "2 predictions, and")]
    [InlineData("a b\nc\n", null, "x\n", "gt,pred\n", "0 predictions, and")]
    [InlineData("a b\nc\n", null, "x\n", "gold,pred\nx,x\n", "no column gt")]
    [InlineData("a b\nc\n", null, null, "gt,pred\nx\n", "line 2: 1 cells where the header has 2")]
    public void Import_FilesThatDoNotAgree_AreRefused(
        string tok, string? pos, string? labels, string? predictions, string expected)
    {
        var options = new NliImportOptions
        {
            TokPath = _folder.Write("d.tok", tok),
            PosPath = pos is null ? null : _folder.Write("d.pos", pos),
            LabelsPath = labels is null ? null : _folder.Write("d.labels", labels),
            PredictionsPath = predictions is null ? null : _folder.Write("p.csv", predictions),
        };

        string message = Assert.Throws<ImportException>(() => Import(options)).Message;

        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.File("n.probe")));
    }

    [Fact]
    public void Import_BlankLinesAtTheEnd_AreLeftOutAndNoted()
    {
        string path = _folder.File("n.probe");
        var options = new NliImportOptions
        {
            TokPath = _folder.Write("b.tok", "\uFEFFa man\na dog\r\n\n \n"),
            LabelsPath = _folder.Write("b.labels", "neutral\n\n"),
        };

        var summary = NliImporter.Import(options, path, null, TestContext.Current.CancellationToken);

        Assert.Equal(1, summary.Inputs);
        Assert.Equal(
            [
                $"{options.TokPath}: blank lines at the end, left out: 2",
                $"{options.LabelsPath}: blank lines at the end, left out: 1",
            ],
            summary.Notes.Select(note => note.ToString()));
        using var read = ProbeDatabase.Open(path);
        Assert.Equal("a man\na dog", read.Input(0).Source);
        Assert.Equal(summary.Notes, read.Notes);
    }

    [Fact]
    public void Import_HostileFiles_AreRefused()
    {
        string tok = _folder.Write("d.tok", Tok);
        string words = _folder.Write("w.txt", "man\ndogs\n");

        Refused(new() { TokPath = _folder.Write("l.tok", [(byte)'a', (byte)'\n', 0xFF, 0xFE, (byte)'\n']) }, "line 2: not UTF-8");
        Refused(new() { TokPath = _folder.Write("x.tok", new string('a', 2_000_000)) }, "more than 1048576 bytes in one line");
        Refused(new() { TokPath = _folder.File("none.tok") }, "there is no file");
        Refused(new(), "a .tok file");
        Refused(new() { TokPath = tok, FeatsPath = tok }, "not both");
        Refused(new() { FeatsPath = tok }, "no feature 'tag'");
        string feats = _folder.Write("f.feats", "lemma;open|tag;closed\na|a|X\nb|X\n");
        Refused(new() { FeatsPath = feats }, "line 3, token 1: 2 parts");
        Refused(new() { TokPath = tok, WordsPath = words }, "two files");
        string vectors = _folder.Write("v.npy", Npy.Floats("(3, 1)", 1, 2, 3));
        Refused(new() { TokPath = tok, WordsPath = words, VectorsPath = vectors }, "3 vectors, and");
        Refused(new()
        {
            TokPath = tok,
            WordsPath = words,
            VectorsPath = _folder.Write(
            "v.npy", Npy.Floats("(2, 1)", 1, float.NaN))
        }, "row 1 (dogs)");
        Refused(new() { TokPath = tok, WordsPath = words, VectorsPath = words }, "is not a number");
        Assert.False(File.Exists(_folder.File("n.probe")));

        void Refused(NliImportOptions options, string expected) =>
            Assert.Contains(expected, Assert.Throws<ImportException>(() => Import(options)).Message, StringComparison.Ordinal);
    }

    private ProbeDatabase Import(NliImportOptions options)
    {
        string path = _folder.File("n.probe");
        NliImporter.Import(options, path, null, TestContext.Current.CancellationToken);
        return ProbeDatabase.Open(path);
    }
}
