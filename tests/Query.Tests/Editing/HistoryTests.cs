using CompExplain.Fixtures;
using CompExplain.Query.Editing;

namespace CompExplain.Query.Tests.Editing;

public sealed class HistoryTests
{
    [Fact]
    public void Previous_AndNext_WalkAndComeBackToTheDraft()
    {
        var history = new History(null);
        history.Add("one");
        history.Add("two");
        history.Add("two");
        Assert.Equal("two", history.Previous("draft"));
        Assert.Equal("one", history.Previous("two"));
        Assert.Null(history.Previous("one"));
        Assert.Equal("two", history.Next());
        Assert.Equal("draft", history.Next());
        Assert.Null(history.Next());
    }

    [Fact]
    public void Add_WithAFile_IsThereAtTheNextStart()
    {
        using var folder = new TempFolder();
        string file = folder.File("state/compexplain/history");
        new History(file).Add("water OR river");
        Assert.Equal("water OR river", new History(file).Previous(string.Empty));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public void Add_FileThatCannotBeWritten_IsKeptForThisStart()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.File("state"), "a file where a folder should be");
        var history = new History(folder.File("state/history"));
        history.Add("water");
        Assert.Equal("water", history.Previous(string.Empty));
    }
}
