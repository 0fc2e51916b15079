using CompExplain.Fixtures;
using CompExplain.Query.Results;
using CompExplain.Storage;

namespace CompExplain.Query.Tests.Execution;

/// <summary>A database with well-known names, to ask.</summary>
internal sealed class Ask : IDisposable
{
    private readonly TempFolder _folder = new();

    private Ask(Action<string> write)
    {
        write(_folder.File("probe.cxdb"));
        Database = ProbeDatabase.Open(_folder.File("probe.cxdb"));
        Engine = new QueryEngine(Database);
    }

    public ProbeDatabase Database { get; }

    public QueryEngine Engine { get; }

    public static Ask Images(bool secondLayer = false) => new(path => NamedProbe.Images(path, secondLayer));

    public static Ask Texts() => new(NamedProbe.Texts);

    public QueryResult this[string query] => Engine.Run(query);

    /// <summary>The error that a query gets, as a person reads it.</summary>
    public string Error(string query)
    {
        Assert.False(Engine.TryRun(query, out _, out var diagnostic));
        return diagnostic.Render();
    }

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }
}
