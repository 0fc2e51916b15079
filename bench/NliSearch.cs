using System.Diagnostics;
using System.Globalization;
using CompExplain.Query;
using CompExplain.Query.Explaining;
using CompExplain.Query.Scanning;
using CompExplain.Search;
using CompExplain.Search.Beams;
using CompExplain.Storage;
using CompExplain.Storage.Signatures;

namespace CompExplain.Bench;

/// <summary>
/// The search at length 5, beam 10, over all concepts of the SNLI probing set with tags, with NEIGHBORS and without: one
/// unit on one core, with the scan that the engine chooses and with the plain one in turns, and a layer of units on all cores.
/// </summary>
internal static class NliSearch
{
    private const int Sample = 41;
    private const int Rounds = 5;

    public static int Run(string[] arguments)
    {
        int units = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 1000;
        var folder = Directory.CreateTempSubdirectory("compexplain-bench");
        try
        {
            long start = Stopwatch.GetTimestamp();
            if (BenchData.ImportNli(folder.FullName) is not { } path)
            {
                Console.Error.WriteLine("shared/data/snli is not beside the project: nothing to measure");
                return 2;
            }

            Tell("import nli, with tags and vectors", Stopwatch.GetElapsedTime(start).TotalSeconds, "s");
            start = Stopwatch.GetTimestamp();
            BenchData.AddUnits(path, units);
            Tell($"make and store {units:N0} units", Stopwatch.GetElapsedTime(start).TotalSeconds, "s");
            using var database = ProbeDatabase.Open(path);
            var engine = new QueryEngine(database, new BeamExplainer());
            foreach (bool neighbors in new[] { false, true })
            {
                OneUnit(engine, neighbors);
            }

            foreach (bool neighbors in new[] { false, true })
            {
                Layer(engine, neighbors);
            }

            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void OneUnit(QueryEngine engine, bool neighbors)
    {
        long start = Stopwatch.GetTimestamp();
        var table = engine.Candidates(new CandidateOptions { Neighbors = neighbors });
        string what = neighbors ? "with NEIGHBORS" : "concepts only";
        Tell($"{what}: load {table.Candidates.Count:N0} candidates over {table.RowCount:N0} rows, {table.ReferenceCount:N0} references", Stopwatch.GetElapsedTime(start).TotalMilliseconds, "ms");
        var targets = engine.Database.Units(1).Take(Sample).Select(unit => engine.Database.Hits.Read(unit.Id)).ToList();
        var chosen = new List<double>();
        var plain = new List<double>();
        for (int round = 0; round <= Rounds; round++)
        {
            double fast = Time(() => new BeamSearch(ExtensionScan.For(table), Options(neighbors)), targets);
            double slow = Time(() => new BeamSearch(new ListScan(table), Options(neighbors)), targets);

            // The first round is for the compiler.
            if (round > 0)
            {
                chosen.Add(fast);
                plain.Add(slow);
            }
        }

        double median = chosen.Order().ElementAt(Rounds / 2);
        Tell($"{what}: a unit on one core", median, "ms");
        Tell($"{what}: plain scan / chosen scan", plain.Order().ElementAt(Rounds / 2) / median, "x");
    }

    private static void Layer(QueryEngine engine, bool neighbors)
    {
        long start = Stopwatch.GetTimestamp();
        var result = new LayerSearch(engine).Run("bench", null, Options(neighbors));
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        string what = neighbors ? "with NEIGHBORS" : "concepts only";
        Tell($"{what}: {result.Units.Count:N0} units on {Environment.ProcessorCount} cores, stored", seconds, "s");
        Tell($"{what}: a unit, of all cores together", 1000 * seconds / result.Units.Count, "ms");
        Tell($"{what}: mean IoU at length 1", result.Units.Average(unit => unit.ByLength[0].Score), string.Empty);
        Tell($"{what}: mean IoU at length 5", result.Units.Average(unit => unit.ByLength[^1].Score), string.Empty);
    }

    private static SearchOptions Options(bool neighbors) => new() { Length = 5, Beam = 10, Neighbors = neighbors, MinimumInputs = 0 };

    private static double Time(Func<BeamSearch> make, List<UnitHits> targets)
    {
        var search = make();
        long start = Stopwatch.GetTimestamp();
        foreach (var target in targets)
        {
            search.Run(target, CancellationToken.None);
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / targets.Count;
    }

    private static void Tell(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-75} {value,10:N3} {unit}"));
}
