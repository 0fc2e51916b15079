using System.Diagnostics;
using System.Globalization;
using CompExplain.Query;
using CompExplain.Query.Results;
using CompExplain.Storage;

namespace CompExplain.Bench;

/// <summary>
/// Queries of stored activations in any database: many conditions on one unit at once, against each by itself; and the units
/// whose activations rank a concept best, against the exact ranks of all units. Both ways must answer the same.
/// </summary>
internal static class ActivationQueries
{
    private const int Rounds = 5;
    private const int Highest = 5;
    private static readonly int[] Counts = [2, 20, 200];

    public static int Run(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            Console.Error.WriteLine("usage: ... -- activations DB [CONCEPT]");
            return 2;
        }

        using var database = ProbeDatabase.Open(arguments[0]);
        if (!database.Layers.Any(layer => layer.HasActivations))
        {
            Console.Error.WriteLine($"{arguments[0]} has no layer with stored activations");
            return 2;
        }

        var layer = database.Layers.First(each => each.HasActivations);
        var units = database.Units(layer.Id);
        string concept = arguments.Length > 1 ? arguments[1] : database.Concepts.MaxBy(each => each.Size)!.Name;
        var engine = new QueryEngine(database);
        Console.WriteLine($"{"query",-60} {"ms",10} {"plain ms",10} {"ratio",8}");
        var unit = units.MaxBy(each => each.Maximum - each.Minimum)!;
        foreach (string join in new[] { "OR", "XOR" })
        {
            foreach (int count in Counts)
            {
                double low = unit.Minimum ?? 0, step = ((unit.Maximum ?? 1) - low) / (count + 1);
                string[] terms =
                [
                    .. Enumerable.Range(1, count).Select(i => string.Create(
                        CultureInfo.InvariantCulture, $"unit {layer.Name}:{unit.Number} > {low + (i * step):F6}")),
                ];
                Tell(
                    $"{count} conditions on a unit, {join}",
                    () => engine.Run($"COUNT({string.Join($" {join} ", terms)})"),
                    () => Array.ConvertAll(terms, term => engine.Run($"COUNT({term})"))[^1]);
            }
        }

        foreach (string score in new[] { "AUC", "AUPRC" })
        {
            QueryResult few = Ranked(Highest), all = Ranked(units.Count);
            if (!few.Rows.Select(row => row[1]).SequenceEqual(all.Rows.Take(Highest).Select(row => row[1])))
            {
                Console.Error.WriteLine($"the highest units by {score} are not those of all units");
                return 1;
            }

            Tell(
                $"TOP {Highest} units BY {score}(?, {concept}) of {units.Count:N0}",
                () => Ranked(Highest),
                () => Ranked(units.Count));
            QueryResult Ranked(int count) =>
                engine.Run($"TOP {count} units BY {score}(?, \"{concept}\") WHERE layer = \"{layer.Name}\"");
        }

        return 0;
    }

    private static void Tell(string what, Func<QueryResult> run, Func<QueryResult> plain)
    {
        var times = new List<double>();
        var plains = new List<double>();
        for (int round = 0; round < Rounds; round++)
        {
            times.Add(Time(run));
            plains.Add(Time(plain));
        }

        double a = times.Order().ElementAt(Rounds / 2), b = plains.Order().ElementAt(Rounds / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-60} {a,10:N1} {b,10:N1} {b / a,8:N1}"));
    }

    private static double Time(Func<QueryResult> run)
    {
        long start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
