using CompExplain.Fixtures;
using CompExplain.Query.Explaining;

namespace CompExplain.Tui.Tests;

/// <summary>
/// The options of the same search, given to the search screen and to EXPLAIN. The <c>explain</c> command has the same test.
/// </summary>
public sealed class SearchOptionsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("EXPLAIN unit 0", "")]
    [InlineData("EXPLAIN unit 0 LENGTH 9 BEAM 11", "CursorDown CursorLeft CursorDown CursorRight")]
    [InlineData(
        "EXPLAIN unit 0 SCORER F1 GRAMMAR full", "CursorDown CursorDown CursorDown CursorRight CursorDown CursorRight")]
    public void Search_SameSearchAsAStatement_HasEqualOptions(string query, string keys)
    {
        using var screen = new ScreenTest(SmallWorld.Write(_folder, searched: false));
        screen.Press(["F5", .. keys.Split(' ', StringSplitOptions.RemoveEmptyEntries), "Enter"]);
        var database = screen.Session.Database;
        var options = SearchOptions.Parse(Assert.Single(database.Results.Runs()).Options);
        Assert.Equal(RecordingExplainer.OptionsOf(database, query), options);
        Assert.Equal(RecordingExplainer.OptionsOf(database, screen.Model.Search.Query!), options);
    }
}
