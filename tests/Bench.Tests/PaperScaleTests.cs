using System.Text.Json;
using CompExplain.Import.Concepts;
using CompExplain.Query;
using CompExplain.Query.Execution;
using CompExplain.Query.Explaining;
using CompExplain.Query.Planning;
using CompExplain.Search;
using CompExplain.Storage;

namespace CompExplain.Bench.Tests;

public sealed class PaperScaleTests(PaperScaleProbe probe) : IClassFixture<PaperScaleProbe>
{
    private static readonly string[] Queries =
    [
        "IOU(unit 483, (water OR river) AND NOT blue)",
        "COUNT(sky AND NOT (blue OR white))",
        "IOU(unit 7, wall XOR floor)",
        "COUNT(color:red-c AND (building OR car))",
        "TOP 5 concepts BY IOU(unit 483, water AND NOT ?)",
    ];

    [Fact]
    public void Write_SameSeed_GivesTheSameBytesAndASmallerSetIsTheStart()
    {
        probe.Write("again", 0, 20);
        foreach (string path in Directory.EnumerateFiles(probe.File("again/images"), "*.png", SearchOption.AllDirectories))
        {
            Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(path.Replace("again", "data", StringComparison.Ordinal)));
        }

        byte[] few = File.ReadAllBytes(probe.File("again/activations.npy")), all = File.ReadAllBytes(probe.File("data/activations.npy"));
        Assert.True(all.AsSpan(128).StartsWith(few.AsSpan(128)));
        Assert.Equal(File.ReadAllLines(probe.File("again/index.csv")), File.ReadLines(probe.File("data/index.csv")).Take(21));
    }

    [Fact]
    public void Import_Hundredth_HasTheStatisticsOfBroden()
    {
        using var database = ProbeDatabase.Open(probe.Database);
        Assert.Equal(1105, database.Concepts.Count);
        Assert.Equal(["color", "object", "part", "scene"], database.Concepts.Select(concept => concept.Category).Distinct().Order());

        // Every position has one scene and one colour, nearly all an object, few a part.
        double Share(string category) => database.Concepts.Where(concept => concept.Category == category).Sum(concept => concept.Size) / (double)database.Shards.PositionCount;
        Assert.Equal((1, 1), (Share("scene"), Share("color")));
        Assert.InRange(Share("object"), 0.9, 0.999);
        Assert.InRange(Share("part"), 0.01, 0.1);
        Assert.InRange(database.Index.ReferenceCount / (double)database.Index.SignatureCount, 3, 3.8);
    }

    [Fact]
    public void Search_OneThreadAndTwo_StoreTheSameBytes()
    {
        string one = Explain(probe.Copy("one.cxdb"), threads: 1), two = Explain(probe.Copy("two.cxdb"), threads: 2);
        Assert.Equal(one, two);
        Assert.Contains("water", one, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ByIndexAndByMasks_GivesTheSameRows()
    {
        using var database = ProbeDatabase.Open(probe.Database);
        var engine = new QueryEngine(database, new BeamExplainer());
        foreach (string query in Queries)
        {
            Assert.Equal(Rows(engine, query, EvaluationPath.Masks), Rows(engine, query, EvaluationPath.Index));
        }
    }

    [Fact]
    public void Run_OneFormula_ReadsOfTheIndexWhatItNeeds()
    {
        long one, all;
        using (var database = ProbeDatabase.Open(probe.Database))
        {
            new QueryEngine(database).Run(Queries[0], new RunOptions { Plan = new PlanOptions { Path = EvaluationPath.Index } });
            one = database.Signatures.BytesRead + database.Hits.BytesRead;
            _ = new QueryEngine(database).Candidates();
            all = database.Signatures.BytesRead + database.Hits.BytesRead;
        }

        Assert.InRange(one, 1, all / 2);
    }

    [Fact]
    public void Import_AppendedImages_IsTheDatabaseOfAllAtOnce()
    {
        probe.Write("more", PaperScaleProbe.Images, 20);
        probe.Write("all", 0, PaperScaleProbe.Images + 20);
        probe.Import("all.cxdb", "all");
        string grown = probe.Copy("grown.cxdb");
        probe.Import("grown.cxdb", "more", append: true);

        using var expected = ProbeDatabase.Open(probe.File("all.cxdb"));
        using var database = ProbeDatabase.Open(grown);
        Assert.Equal(expected.Concepts, database.Concepts);
        Assert.True(expected.Index.Offsets.SequenceEqual(database.Index.Offsets));
        Assert.True(expected.Index.Concepts.SequenceEqual(database.Index.Concepts));
        Assert.True(expected.Index.Sizes.SequenceEqual(database.Index.Sizes));
        Assert.Equal(probe.File("more/images/000/00222.jpg"), Path.Combine(database.Dataset.SourceDirectory!, database.Input(PaperScaleProbe.Images).Source));
        Assert.Empty(DatabaseVerifier.Verify(grown).Problems);
    }

    [Fact]
    public void Import_OwnConcept_AnswersAreThoseOfTheMasks()
    {
        string path = probe.Copy("own.cxdb");
        string csv = probe.File("own.csv");
        File.WriteAllLines(csv, ["every third", .. Enumerable.Range(0, PaperScaleProbe.Images).Select(image => image % 3 == 0 ? "1" : "0")]);
        ConceptImporter.Import(new ConceptImportOptions(csv, "own"), path);

        using var database = ProbeDatabase.Open(path);
        var engine = new QueryEngine(database, new BeamExplainer());
        foreach (string query in (string[])["IOU(unit 483, water AND NOT \"every third\")", "COUNT(\"every third\" OR sky)", .. Queries])
        {
            Assert.Equal(Rows(engine, query, EvaluationPath.Masks), Rows(engine, query, EvaluationPath.Index));
        }

        Assert.Empty(DatabaseVerifier.Verify(path).Problems);
    }

    private static string Explain(string path, int threads)
    {
        using var database = ProbeDatabase.Open(path);
        var options = new SearchOptions { Length = 5, Beam = 5, Threads = threads };
        int[] units = [.. Enumerable.Range(0, 40), 483];
        return JsonSerializer.Serialize(new LayerSearch(new QueryEngine(database, new BeamExplainer())).Run("layer4", units, options).Units);
    }

    private static string Rows(QueryEngine engine, string query, EvaluationPath path) =>
        JsonSerializer.Serialize(engine.Run(query, new RunOptions { Plan = new PlanOptions { Path = path } }).Rows);
}
