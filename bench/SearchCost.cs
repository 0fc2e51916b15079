using System.Diagnostics;
using System.Globalization;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Scanning;
using CompExplain.Search;
using CompExplain.Search.Beams;
using CompExplain.Storage;
using CompExplain.Storage.Results;
using CompExplain.Storage.Signatures;

namespace CompExplain.Bench;

/// <summary>
/// What a search of a unit costs in any probe database, on one core: with the scan that the engine chooses and the plain one
/// in turns, by length, by beam, by how many concepts are candidates, and in the full grammar, with what that wins.
/// </summary>
internal static class SearchCost
{
    private const int Rounds = 3;

    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            Console.Error.WriteLine("usage: ... -- search DB [UNITS [LAYER]]");
            return 2;
        }

        using var database = ProbeDatabase.Open(arguments[0]);
        int count = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 32;
        var layer = arguments.Length > 2 ? database.FindLayer(arguments[2]) : database.Layers.Count > 0 ? database.Layers[0] : null;
        if (layer is null)
        {
            Console.Error.WriteLine($"{arguments[0]} has no such layer");
            return 2;
        }

        long start = Stopwatch.GetTimestamp();
        var engine = new QueryEngine(database, new BeamExplainer());
        int all = database.Index.SignatureCount;
        Tell("load the index", Stopwatch.GetElapsedTime(start).TotalMilliseconds, "ms");
        start = Stopwatch.GetTimestamp();
        var table = engine.Candidates();
        var scan = ExtensionScan.For(table);
        Tell($"make the scan ({scan.Method}) of {table.Candidates.Count:N0} candidates over {table.RowCount:N0} rows, {table.ReferenceCount:N0} references, {all:N0} signatures", Stopwatch.GetElapsedTime(start).TotalMilliseconds, "ms");

        // Spread over the layer, the empty ones left out.
        var units = database.Units(layer.Id).Where(unit => unit.Size > 0).ToList();
        int step = Math.Max(1, units.Count / count);
        var targets = units.Where((_, i) => i % step == 0).Take(count).Select(unit => database.Hits.Read(unit.Id)).ToList();
        Tell("signatures a unit is active in, mean", targets.Average(each => each.Signatures.Length), string.Empty);

        var usual = new SearchOptions { Length = 10, Beam = 10 };
        Against(table, usual, targets.Take(Math.Min(4, targets.Count)).ToList());
        foreach (int length in new[] { 1, 2, 3, 5, 10, 20 })
        {
            Tell($"length {length}, beam 10", Cost(table, usual with { Length = length }, targets), "ms a unit");
        }

        foreach (int beam in new[] { 1, 5, 10, 20, 50 })
        {
            Tell($"length 10, beam {beam}", Cost(table, usual with { Beam = beam }, targets), "ms a unit");
        }

        foreach (int part in new[] { 8, 4, 2, 1 })
        {
            var some = engine.Candidates(new CandidateOptions { Excluded = database.Concepts.Where(concept => concept.Id % part != 0).Select(concept => concept.Id).ToHashSet() });
            Tell($"length 10, beam 10, {some.Candidates.Count:N0} candidates, {some.ReferenceCount:N0} references", Cost(some, usual, targets), "ms a unit");
        }

        var full = usual with { Grammar = SearchGrammar.Full };
        Tell("length 10, beam 10, full grammar", Cost(table, full, targets), "ms a unit");
        var (chains, joined) = (Find(table, usual, targets), Find(table, full, targets));
        foreach (int length in new[] { 3, 4, 5, 10 })
        {
            double a = chains.Average(each => Within(each, length)), b = joined.Average(each => Within(each, length));
            int better = chains.Zip(joined).Count(each => Within(each.Second, length) > Within(each.First, length));
            Tell($"length {length}: mean IoU of chains {a:N4}, of the full grammar {b:N4}; better for so many of {targets.Count}", better, string.Empty);
        }

        return 0;
    }

    private static void Against(CandidateTable table, SearchOptions options, List<UnitHits> targets)
    {
        var ratios = new List<double>();
        for (int round = 0; round <= Rounds; round++)
        {
            double chosen = Time(new BeamSearch(ExtensionScan.For(table), options), targets);
            double plain = Time(new BeamSearch(new ListScan(table), options), targets);

            // The first round is for the compiler.
            if (round > 0)
            {
                ratios.Add(plain / chosen);
            }
        }

        Tell("length 10, beam 10: plain scan / chosen scan", ratios.Order().ElementAt(Rounds / 2), "x");
    }

    private static double Cost(CandidateTable table, SearchOptions options, List<UnitHits> targets)
    {
        var search = new BeamSearch(ExtensionScan.For(table), options);
        return Enumerable.Range(0, Rounds).Select(_ => Time(search, targets)).Order().ElementAt(Rounds / 2);
    }

    private static List<IReadOnlyList<Explanation>> Find(CandidateTable table, SearchOptions options, List<UnitHits> targets)
    {
        var search = new BeamSearch(ExtensionScan.For(table), options);
        return targets.ConvertAll(target => search.Run(target, CancellationToken.None));
    }

    private static double Within(IReadOnlyList<Explanation> found, int length) => found.LastOrDefault(each => each.Length <= length)?.Score ?? 0;

    private static double Time(BeamSearch search, List<UnitHits> targets)
    {
        long start = Stopwatch.GetTimestamp();
        foreach (var target in targets)
        {
            search.Run(target, CancellationToken.None);
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds / targets.Count;
    }

    private static void Tell(string what, double value, string unit) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-110} {value,10:N3} {unit}"));
}
