using CompExplain.Bench;
using CompExplain.Bench.Bitmaps;
using CompExplain.Bench.PaperScale;

// One line a benchmark; each prints its own table, with ratios from one run.
var benchmarks = new Dictionary<string, (string What, Func<string[], int> Run)>
{
    ["bitmaps"] = ("bitmaps before and after: commands and kernels of another checkout, built, against this one", BitmapsRun.Run),
    ["nli"] = ("the search on the SNLI probing set: a unit on one core, 1,000 units on all, against the plain scan", NliSearch.Run),
    ["paper-scale"] = ("a data set of the paper's size, from its making to its growth; with numbers, that many times the size, a column each", PaperScaleRun.Run),
    ["search"] = ("the search in any probe database: by length, beam and candidates, against the plain scan, and the full grammar", SearchCost.Run),
    ["query"] = ("ad-hoc queries: by the index and by the masks", AdHocQueries.Run),
    ["certify"] = ("how often the beam search is optimal, and by how much it misses: proofs for some units of a database", CertifySearch.Run),
};

if (args.Length > 0 && benchmarks.TryGetValue(args[0], out var benchmark))
{
    return benchmark.Run(args[1..]);
}

Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- NAME");
foreach (var (name, (what, _)) in benchmarks)
{
    Console.Error.WriteLine($"  {name,-11} {what}");
}

return 2;
