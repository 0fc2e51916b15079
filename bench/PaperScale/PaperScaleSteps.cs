using System.Diagnostics;
using System.Globalization;
using CompExplain.Import.Concepts;
using CompExplain.Import.Images;
using CompExplain.Import.Units;
using CompExplain.Query;
using CompExplain.Query.Execution;
using CompExplain.Query.Explaining;
using CompExplain.Query.Planning;
using CompExplain.Search;
using CompExplain.Storage;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Bench.PaperScale;

/// <summary>The steps of <see cref="PaperScaleRun"/>, each told as lines of what, its unit, and how much.</summary>
internal static class PaperScaleSteps
{
    /// <summary>The paper's example (section 4.1); the data set has a unit that was planted with it.</summary>
    public const string Query = "IOU(unit 483, (water OR river) AND NOT blue)";

    private const int Rounds = 21;

    /// <summary>In the order in which they run.</summary>
    public static readonly string[] Names = ["make", "import", "units", "load", "warm", "search", "sizes", "add-concepts", "add-images"];

    public static string Database(string folder) => Path.Combine(folder, "paper.cxdb");

    public static int Run(string step, string folder, double factor)
    {
        long start = Stopwatch.GetTimestamp();
        string database = Database(folder), data = Path.Combine(folder, "data");
        switch (step)
        {
            case "make":
                Tell("images", string.Empty, PaperScaleData.ImagesOf(factor));
                Make(data, 0, PaperScaleData.ImagesOf(factor));
                break;
            case "import":
                BrodenImporter.Import(new BrodenImportOptions(data), database, new Steps());
                break;
            case "units":
                UnitImporter.Import(Units(data), database, new Steps());
                File.Delete(Path.Combine(data, "activations.npy"));
                Tell("file, activations not kept", "MB", new FileInfo(database).Length / 1e6);
                break;
            case "load":
                Load(database);
                break;
            case "warm":
                Warm(database);
                break;
            case "search":
                Search(database);
                break;
            case "sizes":
                Sizes(database);
                break;
            case "add-concepts":
                WriteOwnConcept(Path.Combine(folder, "own.npy"), PaperScaleData.ImagesOf(factor));
                start = Stopwatch.GetTimestamp();
                ConceptImporter.Import(
                    new ConceptImportOptions(Path.Combine(folder, "own.npy"), "own") { Names = ["every hundredth image"] }, database, new Steps("add a concept: "));
                break;
            case "add-images":
                int more = Math.Max(16, PaperScaleData.ImagesOf(factor) / 100);
                Make(Path.Combine(folder, "more"), PaperScaleData.ImagesOf(factor), more);
                start = Stopwatch.GetTimestamp();
                BrodenImporter.Import(
                    new BrodenImportOptions(Path.Combine(folder, "more")) { Append = true, DropLayers = true }, database, new Steps("add 1 % more images: "));
                break;
            default:
                throw new ArgumentException($"there is no step {step}", nameof(step));
        }

        using var self = Process.GetCurrentProcess();
        Tell($"{step}: in all", "s", Stopwatch.GetElapsedTime(start).TotalSeconds);
        Tell($"{step}: of all cores", "s", self.TotalProcessorTime.TotalSeconds);
        Tell($"{step}: peak memory", "MB", self.PeakWorkingSet64 / 1e6);
        return 0;
    }

    private static UnitImportOptions Units(string data) =>
        new(Path.Combine(data, "activations.npy"), "layer4", ThresholdRule.TopShare(0.005, ThresholdScope.Positions)) { Store = StoredActivations.None };

    private static void Make(string folder, int first, int count)
    {
        Directory.CreateDirectory(folder);
        new PaperScaleData().Write(folder, first, count);
    }

    private static void Load(string path)
    {
        long start = Stopwatch.GetTimestamp();
        using var database = ProbeDatabase.Open(path);
        var index = database.Index;
        Tell("open", "ms", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        start = Stopwatch.GetTimestamp();
        long read = index.Sizes.Length + index.Concepts.Length;
        for (int concept = 0; concept < index.ConceptCount; concept++)
        {
            read += index.SignaturesOf(concept).Length;
        }

        Tell("load the whole index", "ms", Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        Tell("signatures", string.Empty, index.SignatureCount);
        Tell("references", string.Empty, index.ReferenceCount);
        Tell("index", "MB", (database.Signatures.BytesRead + database.Hits.BytesRead) / 1e6);
    }

    private static void Warm(string path)
    {
        using var database = ProbeDatabase.Open(path);
        var engine = new QueryEngine(database, new BeamExplainer());
        foreach (var how in (ReadOnlySpan<EvaluationPath>)[EvaluationPath.Index, EvaluationPath.Masks])
        {
            var times = new List<double>();
            for (int round = 0; round < Rounds; round++)
            {
                long start = Stopwatch.GetTimestamp();
                engine.Run(Query, new RunOptions { Plan = new PlanOptions { Path = how } });
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            Tell($"query, warm, by {(how == EvaluationPath.Index ? "index" : "masks")}", "ms", times.Order().ElementAt(Rounds / 2));
        }
    }

    private static void Search(string path)
    {
        using var database = ProbeDatabase.Open(path);
        long start = Stopwatch.GetTimestamp();
        var result = new LayerSearch(new QueryEngine(database, new BeamExplainer())).Run("layer4", null, new SearchOptions { Length = 10, Beam = 10 });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Tell("search: a unit, of all cores together", "ms", 1000 * seconds / result.Units.Count);
        Tell("search: mean IoU at length 1", string.Empty, result.Units.Average(unit => unit.ByLength.Count == 0 ? 0 : unit.ByLength[0].Score));
        Tell("search: mean IoU at length 10", string.Empty, result.Units.Average(unit => unit.ByLength.Count == 0 ? 0 : unit.ByLength[^1].Score));
    }

    /// <summary>The masks of the first shard, as they are stored, as COCO's text, and as bits.</summary>
    private static void Sizes(string path)
    {
        using var database = ProbeDatabase.Open(path);
        var concepts = database.Concepts.Where(concept => concept.Size > 0).Select(concept => MaskOwner.Concept(concept.Id));
        var units = database.Units(database.FindLayer("layer4")!.Id).Select(unit => MaskOwner.Unit(unit.Id));
        foreach (var (whose, owners) in new[] { ("concept", concepts.ToList()), ("unit", units.ToList()) })
        {
            long[] bytes = new long[owners.Count], text = new long[owners.Count];
            Parallel.For(0, owners.Count, i =>
            {
                var mask = database.Masks.Read(owners[i], 0);
                bytes[i] = mask.IsEmpty ? 0 : mask.Bytes.Length;
                text[i] = CocoText.Length(mask, database.Dataset.Height, database.Dataset.Width);
            });
            Tell($"bytes a {whose}'s mask in the first shard: Roaring", string.Empty, bytes.Average());
            Tell($"bytes a {whose}'s mask in the first shard: COCO text", string.Empty, text.Average());
            Tell($"bytes a {whose}'s mask in the first shard: bits", string.Empty, database.Shards.PositionsIn(0) / 8.0);
        }
    }

    private static void WriteOwnConcept(string path, int images)
    {
        byte[] values = new byte[images];
        for (int image = 0; image < images; image += 100)
        {
            values[image] = 1;
        }

        using var file = new FileStream(path, FileMode.Create);
        file.Write(NpyHeader.Of("|b1", images));
        file.Write(values);
    }

    private static void Tell(string what, string unit, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}\t{unit}\t{value}"));

    /// <summary>Tells how long each part of an import took.</summary>
    private sealed class Steps(string before = "") : IProgress<StepProgress>
    {
        private string? _step;
        private long _start;

        public void Report(StepProgress value)
        {
            if (value.Step != _step)
            {
                (_step, _start) = (value.Step, Stopwatch.GetTimestamp());
            }
            else if (value.Done == value.Total)
            {
                Tell(before + _step, "s", Stopwatch.GetElapsedTime(_start).TotalSeconds);
            }
        }
    }
}
