using CompExplain.Fixtures;
using CompExplain.Import.Files;

namespace CompExplain.Import.Tests.Files;

public class OutputFileTests
{
    [Fact]
    public void Write_ThatFails_LeavesWhatWasThere()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.txt", "before");
        Assert.Throws<OperationCanceledException>(() => OutputFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new OperationCanceledException();
        }));
        Assert.Equal("before", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Write_WhileAnotherWrites_IsRefusedAndDoesItNoHarm()
    {
        using var folder = new TempFolder();
        string path = folder.Write("a.txt.partial", "left over by a process that was killed")[..^".partial".Length];
        OutputFile.Write(path, stream =>
        {
            stream.WriteByte((byte)'x');
            var failure = Assert.Throws<ImportException>(() => OutputFile.Write(path, other => other.WriteByte((byte)'y')));
            Assert.Equal(
                $"{path} cannot be written: another process is using it; wait for it, or name another place", failure.Message);
            Assert.Throws<ImportException>(() => OutputFile.Try(path));
        });
        Assert.Equal("x", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }
}
