using CompExplain.Fixtures;
using CompExplain.Import.Arrays;

namespace CompExplain.Import.Tests.Arrays;

public sealed class ArrayBytesTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_FileOrMemory_IsThePartAskedFor()
    {
        // Over the 16 MiB that one piece in memory has.
        byte[] bytes = new byte[(17 << 20) + 5];
        new Random(1).NextBytes(bytes);
        string path = _folder.Write("b.bin", bytes);
        using var file = new FileBytes(File.OpenHandle(path), 3, bytes.Length - 3, path);
        using var memory = MemoryBytes.Load(new MemoryStream(bytes, 3, bytes.Length - 3), bytes.Length - 3)!;

        (int, int)[] parts = [(0, 10), ((16 << 20) - 2, 5), (bytes.Length - 13, 10), (0, bytes.Length - 3)];
        foreach (var (offset, length) in parts)
        {
            byte[] a = new byte[length], b = new byte[length];
            file.Read(offset, a);
            memory.Read(offset, b);
            Assert.True(bytes.AsSpan(offset + 3, length).SequenceEqual(a));
            Assert.True(bytes.AsSpan(offset + 3, length).SequenceEqual(b));
        }
    }

    [Fact]
    public void Read_PastTheEnd_IsRefused()
    {
        string path = _folder.Write("b.bin", new byte[10]);
        using var file = new FileBytes(File.OpenHandle(path), 0, 20, path);

        Assert.Throws<ImportException>(() => file.Read(0, new byte[20]));
        Assert.Null(MemoryBytes.Load(new MemoryStream(new byte[10]), 20));
    }
}
