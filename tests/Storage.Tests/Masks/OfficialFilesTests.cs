using CompExplain.Fixtures;
using CompExplain.Storage.Masks;
using Roaring.Net.CRoaring;

namespace CompExplain.Storage.Tests.Masks;

/// <summary>The files of the format's specification, which other implementations read and write.</summary>
public sealed class OfficialFilesTests
{
    [Theory]
    [InlineData("bitmapwithruns.bin")]
    [InlineData("bitmapwithoutruns.bin")]
    public void Read_OfficialFile_HoldsTheDocumentedPositions(string name)
    {
        var mask = SerializedMask.Read(File.ReadAllBytes(SharedData.Path("roaring/" + name)));
        uint[] documented = [.. Documented()];
        Assert.Equal(documented.Length, mask.Count);
        Assert.Equal(documented, mask.Positions);
        Assert.Equal(documented[^1], mask.Last);
    }

    [Theory]
    [InlineData("bitmapwithruns.bin")]
    [InlineData("bitmapwithoutruns.bin")]
    public void Open_OfficialFile_HoldsTheDocumentedPositions(string name)
    {
        using var bitmap = SerializedMask.Read(File.ReadAllBytes(SharedData.Path("roaring/" + name))).Open();
        using var documented = new NativeBitmap(new Roaring32Bitmap([.. Documented()]));
        Assert.Equal(bitmap.Value.AndCount(documented.Value), (long)((Roaring32Bitmap)documented.Value).Count);
        Assert.True(((Roaring32Bitmap)documented.Value).ValueEquals(bitmap.Value));
    }

    [Fact]
    public void FromRuns_DocumentedPositions_GivesTheFileWithRuns()
    {
        byte[] bytes = File.ReadAllBytes(SharedData.Path("roaring/bitmapwithruns.bin"));
        Assert.Equal(bytes, SmallMask.Of([.. Documented()]).Bytes.ToArray());
    }

    /// <summary>What the README beside the files says they hold.</summary>
    private static IEnumerable<uint> Documented() => Enumerable.Range(0, 100).Select(i => (uint)i * 1000)
        .Concat(Enumerable.Range(100_000, 100_000).Select(k => 3 * (uint)k))
        .Concat(Enumerable.Range(700_000, 100_000).Select(k => (uint)k))
        .Distinct().Order();
}
