using CompExplain.Fixtures;
using CompExplain.Import.Images;
using CompExplain.Import.Text;
using CompExplain.Storage;
using CompExplain.Storage.Masks;

namespace CompExplain.Import.Tests;

public sealed class RealDataTests(ITestOutputHelper output)
{
    [Fact]
    public void Import_BrodenMini_HasItsImagesLabelsAndSignatures()
    {
        string data = SharedData.Path("broden_mini");
        using var folder = new TempFolder();
        string path = folder.File("b.probe");
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var summary = BrodenImporter.Import(
            new BrodenImportOptions(data), path, cancellation: TestContext.Current.CancellationToken);

        output.WriteLine($"import: {clock.Elapsed.TotalSeconds:0.00} s");
        Assert.Equal(new ImportSummary(668, 8_379_392, Concepts: 143), summary with { Notes = [] });
        using var database = ProbeDatabase.Open(path);
        Assert.Equal(1056, database.Index.SignatureCount);
        Assert.Equal((131, 11, 1), (Of("object"), Of("color"), Of("scene")));
        Assert.Equal(468L * 112 * 112, database.Concepts.Single(concept => concept.Name == "street-s").Size);
        // label.csv gives coverage as a sum of the images' shares.
        foreach (string line in File.ReadLines(Path.Combine(data, "label.csv")).Skip(1))
        {
            string[] cells = line.Split(',');
            var concept = database.Concepts.Single(c => c.Name == cells[1]);
            Assert.Equal(
                double.Parse(cells[4], System.Globalization.CultureInfo.InvariantCulture), concept.Size / 12544.0, 0.001);
        }

        Assert.Equal(data, database.Dataset.SourceDirectory);
        var input = database.Input(667);
        Assert.True(File.Exists(Path.Combine(data, input.Source)));
        Assert.Equal("street-s", input.Label);
        Assert.Null(database.Input(0).Label);

        int Of(string category) => database.Concepts.Count(concept => concept.Category == category);
    }

    [Fact]
    public void Import_SnliDev_HasThePapersNumbers()
    {
        using var folder = new TempFolder();
        string path = folder.File("n.probe");
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var summary = NliImporter.Import(
            new NliImportOptions
            {
                TokPath = SharedData.Path("snli/snli_1.0_dev.tok"),
                LabelsPath = SharedData.Path("snli/snli_1.0_dev.labels"),
                PredictionsPath = SharedData.Path("snli/paper_model_predictions_dev.csv"),
                Overlap = OverlapDefinition.Authors,
            },
            path,
            cancellation: TestContext.Current.CancellationToken);

        output.WriteLine($"import: {clock.Elapsed.TotalSeconds:0.00} s");
        Assert.Equal(new ImportSummary(10_000, 10_000, Concepts: 4003), summary with { Notes = [] });
        Assert.Empty(summary.Notes);
        using var database = ProbeDatabase.Open(path);
        Assert.Equal((3329, 3278, 3235, 158), (Gold("entailment"), Gold("contradiction"), Gold("neutral"), Gold(null)));
        Assert.Equal(
            (3387, 3328, 3285), (Predicted("entailment").Count, Predicted("contradiction").Count, Predicted("neutral").Count));
        Assert.Equal(7753, Enumerable.Range(0, 10_000).Count(i => database.Labels[i] == database.Predictions[i]));
        Assert.Equal(("overlap-25%", 0.3517), Best("entailment"));
        Assert.Equal(("in", 0.2462), Best("contradiction"));

        int Gold(string? label) => database.Labels.Count(l => l == label);
        HashSet<uint> Predicted(string label) =>
            [.. Enumerable.Range(0, 10_000).Where(i => database.Predictions[i] == label).Select(i => (uint)i)];

        (string Name, double Iou) Best(string label)
        {
            var unit = Predicted(label);
            return database.Concepts
                .Where(concept => concept.Size > 0)
                .Select(concept => (concept.Name, Iou: Iou(unit, database.Masks.Read(MaskOwner.Concept(concept.Id), 0))))
                .Select(found => (found.Name, Math.Round(found.Iou, 4)))
                .MaxBy(found => found.Item2);
        }

        static double Iou(HashSet<uint> a, SerializedMask b)
        {
            int both = b.Positions.Count(a.Contains);
            return (double)both / (a.Count + b.Count - both);
        }
    }

    [Fact]
    public void Import_SnliDevWithEverything_HasTagsVectorsAndNeighbors()
    {
        using var folder = new TempFolder();
        string path = folder.File("n.probe");
        var clock = System.Diagnostics.Stopwatch.StartNew();

        var summary = NliImporter.Import(
            new NliImportOptions
            {
                TokPath = SharedData.Path("snli/snli_1.0_dev.tok"),
                PosPath = SharedData.Path("snli/snli_1.0_dev.pos"),
                LabelsPath = SharedData.Path("snli/snli_1.0_dev.labels"),
                PredictionsPath = SharedData.Path("snli/paper_model_predictions_dev.csv"),
                VectorsPath = SharedData.Path("vectors/glove100.f16.npy"),
                WordsPath = SharedData.Path("vectors/words.txt"),
            },
            path,
            cancellation: TestContext.Current.CancellationToken);

        output.WriteLine($"import: {clock.Elapsed.TotalSeconds:0.00} s; {summary}");
        using var database = ProbeDatabase.Open(path);
        int tags = database.Concepts.Count(concept => concept is { Category: "pre", Kind: "tag" });
        Assert.Equal(4000 + (2 * tags) + 4, summary.Concepts);
        Assert.Equal(summary.Concepts, database.Concepts.Select(concept => (concept.Category, concept.Name)).Distinct().Count());
        var nearest = database.Words.Nearest("couch", 5)!;
        output.WriteLine(string.Join(", ", nearest.Select(word => $"{word.Word} {word.Similarity:0.000}")) + $"; {tags} tags");
        Assert.Equal(5, nearest.Count);
        Assert.Contains("sofa", nearest.Select(word => word.Word));
        Assert.True(nearest.Zip(nearest.Skip(1)).All(pair => pair.First.Similarity >= pair.Second.Similarity));
        Assert.Equal(32, database.Words.Nearest("couch", 32)!.Count);
        Assert.Equal(
            [
                "Two women are embracing while holding to go packages .",
                "The sisters are hugging goodbye while holding to go packages after just eating lunch .",
            ],
            database.Input(0).Source.Split('\n'));
    }
}
