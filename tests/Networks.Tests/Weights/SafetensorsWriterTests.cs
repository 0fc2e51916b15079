using CompExplain.Fixtures;
using CompExplain.Import;
using CompExplain.Import.Files;
using CompExplain.Networks.Weights;

namespace CompExplain.Networks.Tests.Weights;

public class SafetensorsWriterTests
{
    [Fact]
    public void Write_NumbersAndText_AreReadBack()
    {
        using var folder = new TempFolder();
        string path = folder.Write("m.safetensors", "old");
        var writer = new SafetensorsWriter();
        writer.Add("a.weight", [1, -2, 3.5f, 4, 5, 6], 2, 3);
        writer.Add("words", "é\nb");
        writer.Write(path);
        using (var file = WeightsFile.Open(path))
        {
            Assert.Equal([2L, 3L], file.Tensors["a.weight"].Shape);
            Assert.Equal([1, -2, 3.5f, 4, 5, 6], file.Tensors["a.weight"].Read());
            Assert.Equal([0xC3, 0xA9, (float)'\n', 'b'], file.Tensors["words"].Read());
        }

        Assert.Equal([path], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Write_NumbersThatCannotBeRead_LeavesTheFileBefore()
    {
        using var folder = new TempFolder();
        string path = folder.Write("m.safetensors", "old");
        Directory.CreateDirectory(path + ".partial");
        var writer = new SafetensorsWriter();
        writer.Add("a", [1f], 1);
        var error = Assert.Throws<ImportException>(() => writer.Write(path));
        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
    }

    [Fact]
    public void Try_FolderThatIsNotThere_SaysSo()
    {
        using var folder = new TempFolder();
        Assert.Throws<ImportException>(() => OutputFile.Try(Path.Combine(folder.Path, "none", "m.safetensors")));
        Assert.Throws<ImportException>(() => OutputFile.Try(folder.Path));
        OutputFile.Try(folder.File("m.safetensors"));
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
