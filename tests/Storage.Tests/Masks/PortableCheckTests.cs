using System.Buffers.Binary;
using CompExplain.Fixtures;
using CompExplain.Storage.Masks;

namespace CompExplain.Storage.Tests.Masks;

public sealed class PortableCheckTests
{
    [Theory]
    [InlineData(0, 1, "cookie")]
    [InlineData(8, 1, "not above")]
    [InlineData(4, 200, "need")]
    [InlineData(6, 9, "there can be 65536")]
    [InlineData(10, 0, "is said to lie at byte")]
    [InlineData(16, 9, "is said to lie at byte")]
    [InlineData(26, 0, "is not above the one before it")]
    public void Read_OneWrongByte_SaysWhatAndWhere(int at, byte value, string what)
    {
        byte[] bytes = SmallMask.Of(3, 7, 65536).Bytes.ToArray();
        bytes[at] = value;
        string message = Assert.Throws<FormatException>(() => SerializedMask.Read(bytes)).Message;
        Assert.Contains("at byte", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TouchingRuns_AreRefused()
    {
        // The runs 5-6 and 7-9, which every writer joins.
        byte[] bytes = [0x3B, 0x30, 0, 0, 1, 0, 0, 4, 0, 2, 0, 5, 0, 1, 0, 7, 0, 2, 0];
        Assert.Contains("not beyond the 6 before it", Assert.Throws<FormatException>(() => SerializedMask.Read(bytes)).Message, StringComparison.Ordinal);
        bytes[7] = 3;
        bytes[15] = 8;
        bytes[17] = 1;
        Assert.Equal([5u, 6u, 8u, 9u], SerializedMask.Read(bytes).Positions);
    }

    [Fact]
    public void Read_EveryTruncationAndTail_IsRefused()
    {
        foreach (var mask in (SerializedMask[])[SerializedMask.Empty, SmallMask.Range(100, 300_000), SmallMask.Of([.. Enumerable.Range(0, 9000).Select(i => (uint)i * 3)])])
        {
            byte[] bytes = mask.Bytes.ToArray();
            for (int length = 0; length < bytes.Length; length += 1 + (length > 300 ? 97 : 0))
            {
                Assert.Throws<FormatException>(() => SerializedMask.Read(bytes[..length]));
            }

            Assert.Throws<FormatException>(() => SerializedMask.Read([.. bytes, 0]));
        }
    }

    [Fact]
    public void FromRuns_FewerThanFourContainersWithRuns_HasNoOffsets()
    {
        Assert.Equal(4 + 1 + (3 * 4) + (3 * 6), SmallMask.Range(0, (3 * 65536) - 1).Bytes.Length);
        Assert.Equal(4 + 1 + (4 * 8) + (4 * 6), SmallMask.Range(0, (4 * 65536) - 1).Bytes.Length);
    }

    [Fact]
    public void Read_ThousandsOfContainersClaimed_IsRefusedBeforeAllocating()
    {
        byte[] bytes = new byte[64];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, 12347 | (65535 << 16));
        Assert.Throws<FormatException>(() => SerializedMask.Read(bytes));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<FormatException>(() => SerializedMask.Read(bytes));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 20_000);
    }
}
