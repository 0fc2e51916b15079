using CompExplain.Fixtures;
using Microsoft.Data.Sqlite;

namespace CompExplain.Tui.Tests.Sessions;

/// <summary>A file that is replaced, damaged or locked underneath is told in words, and the UI lives on.</summary>
public sealed class TroubleTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_Replaced_IsToldAndCanBeOpened()
    {
        string path = SmallWorld.Write(_folder), other = SmallWorld.Write(_folder, searched: false, name: "other.cxdb", units: 3);
        using var screen = new ScreenTest(path);
        screen.Session.CheckFile();
        screen.Settle();
        Assert.Empty(screen.Session.Message);
        File.Move(other, path, overwrite: true);
        screen.Session.CheckFile();
        screen.Settle();
        Assert.Contains("was replaced or removed", screen.Session.Message, StringComparison.Ordinal);
        Assert.Contains("! ", screen.Text, StringComparison.Ordinal);
        screen.Press("Enter", "F8", "F1");
        Assert.Equal(3, screen.Model.Units.Grid.Total);
    }

    [Fact]
    public void File_Removed_IsToldAndWhatIsOpenStays()
    {
        string path = SmallWorld.Write(_folder);
        using var screen = new ScreenTest(path);
        File.Delete(path);
        screen.Session.CheckFile();
        screen.Settle();
        Assert.Contains("was replaced or removed", screen.Session.Message, StringComparison.Ordinal);
        Assert.Contains("! ", screen.Text, StringComparison.Ordinal);
        screen.Press("F8");
        Assert.True(screen.Session.IsTrouble);
        screen.Press("F1", "Enter");
        Assert.NotNull(screen.Model.Unit.Row);
    }

    [Fact]
    public void File_DamagedUnderneath_IsToldInWords()
    {
        string path = SmallWorld.Write(_folder);
        using var screen = new ScreenTest(path);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = 100;
            file.Write(new byte[file.Length - 100]);
        }

        screen.Press("F3").Type("TOP 3 inputs BY COUNT(water)").Press("Esc", "Enter");
        Assert.True(screen.Session.IsTrouble, screen.Text);
        Assert.Contains("! ", screen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("internal error", screen.Text, StringComparison.Ordinal);
        screen.Press("F1", "F4", "F5", "F6");
        Assert.Contains("F1 Units", screen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void File_LockedByAnother_IsToldInWords()
    {
        string path = SmallWorld.Write(_folder);
        using var screen = new ScreenTest(path);
        using var other = new SqliteConnection($"Data Source={path};Pooling=False");
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN EXCLUSIVE";
        begin.ExecuteNonQuery();
        screen.Press("Enter", "s").Type("wet").Press("Enter");
        Assert.Contains("is locked", screen.Session.Message, StringComparison.Ordinal);
        begin.CommandText = "ROLLBACK";
        begin.ExecuteNonQuery();
        screen.Press("F2", "s").Type("wet").Press("Enter");
        Assert.Contains("saved: wet", screen.Text, StringComparison.Ordinal);
    }
}
