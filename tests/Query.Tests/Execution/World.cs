using CompExplain.Fixtures;
using CompExplain.Storage;

namespace CompExplain.Query.Tests.Execution;

/// <summary>A random dataset in a real database file, beside its oracle. Even seeds are images, odd ones texts.</summary>
internal sealed class World : IDisposable
{
    private readonly TempFolder _folder = new();

    public World(int seed)
    {
        Probe = seed % 2 == 0 ? NaiveProbe.Images(seed) : NaiveProbe.Texts(seed);
        Naive = new NaiveEvaluator(Probe);
        Probe.Write(_folder.File("probe.cxdb"));
        Database = ProbeDatabase.Open(_folder.File("probe.cxdb"));
        Engine = new QueryEngine(Database);
    }

    public NaiveProbe Probe { get; }

    public NaiveEvaluator Naive { get; }

    public ProbeDatabase Database { get; }

    public QueryEngine Engine { get; }

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }
}
