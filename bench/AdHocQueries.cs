using System.Diagnostics;
using System.Globalization;
using CompExplain.Query;
using CompExplain.Query.Execution;
using CompExplain.Query.Planning;
using CompExplain.Search;
using CompExplain.Storage;

namespace CompExplain.Bench;

/// <summary>Queries as a person types them, warm, by the index and by the masks, in turns.</summary>
internal static class AdHocQueries
{
    private const int Rounds = 41;

    public static int Run(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("compexplain-bench");
        try
        {
            if (BenchData.ImportBroden(folder.FullName) is not { } broden || BenchData.ImportNli(folder.FullName) is not { } nli)
            {
                Console.Error.WriteLine("shared/data is not beside the project: nothing to measure");
                return 2;
            }

            Console.WriteLine($"{"query",-80} {"index ms",10} {"masks ms",10} {"masks/index",12}");
            Compare(broden, ["COUNT((sky OR sea) AND NOT blue)", "IOU(sky, (sea OR blue) AND NOT grey)", "COUNT(person AND NOT (car OR road))"]);
            Compare(nli, ["IOU(hyp:sleeping, hyp:nobody OR pre:sleeping AND NOT hyp:man)", "COUNT(hyp:NN AND NOT overlap-50%)"]);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Compare(string path, string[] queries)
    {
        using var database = ProbeDatabase.Open(path);
        var engine = new QueryEngine(database, new BeamExplainer());
        foreach (string query in queries)
        {
            var index = new List<double>();
            var masks = new List<double>();
            for (int round = 0; round < Rounds; round++)
            {
                index.Add(Time(engine, query, EvaluationPath.Index));
                masks.Add(Time(engine, query, EvaluationPath.Masks));
            }

            double a = index.Order().ElementAt(Rounds / 2), b = masks.Order().ElementAt(Rounds / 2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{query,-80} {a,10:N3} {b,10:N3} {b / a,12:N2}"));
        }
    }

    private static double Time(QueryEngine engine, string query, EvaluationPath path)
    {
        long start = Stopwatch.GetTimestamp();
        engine.Run(query, new RunOptions { Plan = new PlanOptions { Path = path } });
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
