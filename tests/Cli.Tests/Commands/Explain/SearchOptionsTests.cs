using CompExplain.Fixtures;
using CompExplain.Query.Explaining;
using CompExplain.Storage;

namespace CompExplain.Cli.Tests.Commands.Explain;

/// <summary>The options of the same search, given to <c>explain</c> and to EXPLAIN. The terminal UI has the same test.</summary>
public sealed class SearchOptionsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "EXPLAIN unit 0")]
    [InlineData("--length 3 --beam 4", "EXPLAIN unit 0 LENGTH 3 BEAM 4")]
    [InlineData("--scorer F1 --grammar full", "EXPLAIN unit 0 SCORER F1 GRAMMAR full")]
    [InlineData("--length 2 --scorer recall", "EXPLAIN unit 0 LENGTH 2 SCORER recall")]
    public void Explain_SameSearchAsAStatement_HasEqualOptions(string options, string query)
    {
        string path = SmallProbe.Write(_folder);
        Assert.Equal(0, Outcome.Of(["explain", path, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Code);
        using var database = ProbeDatabase.Open(path);
        Assert.Equal(
            RecordingExplainer.OptionsOf(database, query), SearchOptions.Parse(Assert.Single(database.Results.Runs()).Options));
    }
}
