using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Storage;

namespace CompExplain.Search.Tests;

/// <summary>
/// A small random dataset in a real database file, with its candidates as bit arrays. Even seeds are images, odd ones texts.
/// </summary>
internal sealed class SearchWorld : IDisposable
{
    private readonly TempFolder _folder = new();

    public SearchWorld(int seed)
    {
        Probe = seed % 2 == 0
            ? NaiveProbe.Images(seed, inputs: 8, side: 5, concepts: 7, units: 2)
            : NaiveProbe.Texts(seed, inputs: 60, concepts: 9, units: 2);
        Naive = new NaiveEvaluator(Probe);
        Probe.Write(_folder.File("probe.cxdb"));
        Database = ProbeDatabase.Open(_folder.File("probe.cxdb"));
        Engine = new QueryEngine(Database, new BeamExplainer());
        Candidates = [.. Enumerable.Range(0, Probe.Concepts.Count).Select(
            i => ((Formula)Engine.Reference(Database.Concepts[i]), Probe.Masks[i]))];
    }

    public NaiveProbe Probe { get; }

    public NaiveEvaluator Naive { get; }

    public ProbeDatabase Database { get; }

    public QueryEngine Engine { get; }

    public IReadOnlyList<(Formula Formula, bool[] Mask)> Candidates { get; }

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }
}
