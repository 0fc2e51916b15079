namespace CompExplain.Roaring.Tests;

public sealed class OfficialFilesTests
{
    [Theory]
    [InlineData("bitmapwithruns.bin")]
    [InlineData("bitmapwithoutruns.bin")]
    public void Deserialize_OfficialFile_HoldsTheDocumentedValues(string name)
    {
        var bitmap = Roaring32Bitmap.Deserialize(SharedData.Read(name));
        Assert.Equal(Documented(), bitmap);
        Assert.Equal(Documented().ToArray(), bitmap.ToArray());
    }

    [Theory]
    [InlineData("bitmapwithruns.bin")]
    [InlineData("bitmapwithoutruns.bin")]
    public void Open_OfficialFile_HoldsTheDocumentedValues(string name)
    {
        var view = RoaringView.Open(SharedData.Read(name));
        var documented = Documented();
        Assert.Equal(documented.Count, view.Count);
        Assert.Equal(documented.Count, RoaringView.AndCount(view, documented));
        Assert.Equal(documented, view.ToBitmap());
    }

    [Theory]
    [InlineData("bitmapwithruns.bin")]
    [InlineData("bitmapwithoutruns.bin")]
    public void Serialize_DeserializedOfficialFile_GivesTheSameBytes(string name)
    {
        byte[] bytes = SharedData.Read(name);
        Assert.Equal(bytes, Roaring32Bitmap.Deserialize(bytes).Serialize());
    }

    [Fact]
    public void Serialize_DocumentedValuesOptimized_GivesTheFileWithRuns()
    {
        byte[] bytes = SharedData.Read("bitmapwithruns.bin");
        var bitmap = Documented();
        Assert.True(bitmap.Optimize());
        Assert.Equal(bytes, bitmap.Serialize());
    }

    /// <summary>What the README beside the files says they hold.</summary>
    private static Roaring32Bitmap Documented()
    {
        var bitmap = new Roaring32Bitmap();
        for (uint value = 0; value < 100_000; value += 1000)
        {
            bitmap.Add(value);
        }

        for (uint k = 100_000; k < 200_000; k++)
        {
            bitmap.Add(3 * k);
        }

        bitmap.AddRange(700_000, 799_999);
        return bitmap;
    }
}
