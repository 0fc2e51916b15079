using System.Diagnostics;
using System.Globalization;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Explaining;
using CompExplain.Query.Scanning;
using CompExplain.Search.Beams;
using CompExplain.Search.Certificates;
using CompExplain.Storage;
using CompExplain.Storage.Results;

namespace CompExplain.Bench;

/// <summary>
/// How often the beam search is optimal at each length, and by how much it misses: the search and the proofs over some units
/// of a database's last layer, one after the other on one core.
/// </summary>
internal static class CertifySearch
{
    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            Console.Error.WriteLine("usage: certify DATABASE|broden|snli [UNITS [LENGTH [SECONDS-A-UNIT [full]]]]");
            return 2;
        }

        int count = Number(arguments, 1, 20), length = Number(arguments, 2, 3), seconds = Number(arguments, 3, 60);
        var grammar = arguments.Contains("full") ? SearchGrammar.Full : SearchGrammar.Chain;
        var folder = Directory.CreateTempSubdirectory("compexplain-bench");
        try
        {
            string? path = arguments[0] switch
            {
                "broden" => BenchData.ImportBroden(folder.FullName),
                "snli" => BenchData.ImportNli(folder.FullName),
                _ => arguments[0],
            };
            if (path is null)
            {
                Console.Error.WriteLine($"shared/data has no {arguments[0]} beside the project: nothing to measure");
                return 2;
            }

            if (path != arguments[0])
            {
                BenchData.AddUnits(path, count);
            }

            Prove(path, arguments, count, length, TimeSpan.FromSeconds(seconds), grammar);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Prove(string path, string[] arguments, int count, int length, TimeSpan within, SearchGrammar grammar)
    {
        using var database = ProbeDatabase.Open(path);
        var layer = database.Layers[^1];
        var table = new QueryEngine(database).Candidates(new CandidateOptions { Neighbors = !arguments.Contains("concepts") });
        var scan = ExtensionScan.For(table);
        var search = new BeamSearch(scan, new SearchOptions { Length = length, Beam = 10, Grammar = grammar });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{layer.Name}: {table.Candidates.Count:N0} candidates, {table.RowCount:N0} rows, {table.ReferenceCount:N0} references, {table.PositionCount:N0} positions"));

        // Units from all over the layer, those that fire at all.
        var units = database.Units(layer.Id).Where(unit => unit.Size > 0).ToList();
        units = [.. Enumerable.Range(0, Math.Min(count, units.Count)).Select(i => units[(int)((long)i * units.Count / Math.Min(count, units.Count))])];
        var byLength = Enumerable.Range(0, length).Select(_ => new List<(Explanation Beam, Explanation Proved)>()).ToList();
        var times = new List<double>();
        double beamTime = 0;
        var certifier = new Certifier(table, Score.Iou, grammar, new CertificateOptions { Within = within });
        foreach (var unit in units)
        {
            var hits = database.Hits.Read(unit.Id);
            long start = Stopwatch.GetTimestamp();
            var found = search.Run(hits, CancellationToken.None);
            beamTime += Stopwatch.GetElapsedTime(start).TotalSeconds;
            var cpu = Environment.CpuUsage.TotalTime;
            var certified = certifier.Run(hits, found, CancellationToken.None);
            times.Add((Environment.CpuUsage.TotalTime - cpu).TotalSeconds);
            for (int i = 0; i < found.Count; i++)
            {
                byLength[i].Add((found[i], certified[i]));
            }

            if (arguments.Contains("each"))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"unit {unit.Number}: {times[^1]:N2} s  {string.Join("  ", certified.Select(each =>
                    $"{each.Length}: {each.Score:N4}{(each.IsOptimal ? "=" : $"<{each.Certificate!.Bound:N4}")} ({each.Certificate!.Expanded:N0}/{each.Certificate.ProvedAway:N0}){(each.Certificate.BeamScore is { } beam ? $" beam {beam:N4}" : null)}"))}"));
            }
        }

        Console.WriteLine($"{"length",6} {"mean IoU",9} {"proved",7} {"beam optimal",13} {"missed by",10} {"at most",8} {"gap left",9} {"mean gap",9} {"expanded",12} {"proved away",12}");
        for (int i = 0; i < length; i++)
        {
            var all = byLength[i];
            if (all.Count == 0)
            {
                continue;
            }

            var proved = all.Where(each => each.Proved.IsOptimal).ToList();
            var beaten = all.Where(each => each.Proved.Score > each.Beam.Score).ToList();
            var open = all.Except(proved).Select(each => each.Proved.Certificate!.Bound - each.Proved.Score).ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{i + 1,6} {all.Average(each => each.Proved.Score),9:N4} {proved.Count,7} {proved.Count(each => each.Proved.Score == each.Beam.Score),13} {(beaten.Count == 0 ? 0 : beaten.Average(each => each.Proved.Score - each.Beam.Score)),10:N5} {(beaten.Count == 0 ? 0 : beaten.Max(each => each.Proved.Score - each.Beam.Score)),8:N5} {open.Count,9} {(open.Count == 0 ? 0 : open.Average()),9:N4} {all.Average(each => each.Proved.Certificate!.Expanded),12:N0} {all.Average(each => each.Proved.Certificate!.ProvedAway),12:N0}"));
        }

        var sorted = times.Order().ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{units.Count} units; processor time of the proofs a unit: median {sorted[sorted.Count / 2]:N2} s, most {sorted[^1]:N2} s; the beam search {beamTime / units.Count:N3} s"));
    }

    private static int Number(string[] arguments, int at, int otherwise) => arguments.Length > at && int.TryParse(arguments[at], CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}
