using CompExplain.Bench;
using CompExplain.Bench.Bitmaps;
using CompExplain.Bench.PaperScale;

// One line a benchmark; each prints its own table, with ratios from one run.
var benchmarks = new Dictionary<string, (string What, Func<string[], int> Run)>
{
    ["bitmaps"] = ("bitmaps before and after: another checkout, built, against this one", BitmapsRun.Run),
    ["nli"] = ("the search on the SNLI probing set: a unit on one core, 1,000 on all, against the plain scan", NliSearch.Run),
    ["paper-scale"] = ("a data set of the paper's size, from import to growth; with numbers, a column each", PaperScaleRun.Run),
    ["search"] = ("the search in any probe database: by length, beam and candidates, and the full grammar", SearchCost.Run),
    ["query"] = ("ad-hoc queries: by the index and by the masks", AdHocQueries.Run),
    ["activations"] = ("queries of stored activations: many conditions at once, and ranks of units", ActivationQueries.Run),
    ["certify"] = ("how often the beam search is optimal, and by how much it misses, by proofs", CertifySearch.Run),
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
