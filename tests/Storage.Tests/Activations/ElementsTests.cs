using System.Buffers.Binary;
using CompExplain.Storage.Activations;

namespace CompExplain.Storage.Tests.Activations;

public sealed class ElementsTests
{
    public static TheoryData<ElementType> Types => [.. Enum.GetValues<ElementType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void Decode_AnyBytes_IsAsOneByOne(ElementType type)
    {
        byte[] bytes = new byte[67 * Elements.SizeOf(type)];
        new Random(1).NextBytes(bytes);
        float[] expected = new float[67], found = new float[67];

        Elements.Decode(type, bytes, found);

        Elements.DecodeOneByOne(type, bytes, expected);
        Assert.Equal(expected, found);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Decode_OtherLengths_IsRefused(ElementType type)
    {
        byte[] bytes = new byte[(3 * Elements.SizeOf(type)) - 1];

        Assert.Throws<ArgumentException>(() => Elements.Decode(type, bytes, new float[3]));
        Assert.Throws<ArgumentException>(() => Elements.DecodeIntegers(type, bytes, new long[3]));
        Assert.Throws<ArgumentException>(() => Elements.Encode(type, new float[3], bytes));
    }

    [Theory]
    [InlineData(ElementType.Bool, new byte[] { 0, 1, 7 }, new float[] { 0, 1, 1 })]
    [InlineData(ElementType.Int8, new byte[] { 255, 127 }, new float[] { -1, 127 })]
    [InlineData(ElementType.UInt16, new byte[] { 1, 2 }, new float[] { 513 })]
    [InlineData(ElementType.BFloat16, new byte[] { 0x80, 0x3F, 0x20, 0xC0 }, new float[] { 1, -2.5f })]
    [InlineData(ElementType.Float64, new byte[] { 0, 0, 0, 0, 0, 0, 0xF0, 0x7F }, new float[] { float.PositiveInfinity })]
    public void Decode_KnownBytes_AreTheirNumbers(ElementType type, byte[] bytes, float[] expected)
    {
        float[] found = new float[expected.Length];

        Elements.Decode(type, bytes, found);

        Assert.Equal(expected, found);
    }

    [Theory]
    [InlineData(ElementType.Float16)]
    [InlineData(ElementType.Float32)]
    public void Encode_Floats_AreDecodedAgain(ElementType type)
    {
        float[] values = [.. Enumerable.Range(-40, 81).Select(i => i / 8f)], found = new float[81];
        byte[] bytes = new byte[81 * Elements.SizeOf(type)];

        Elements.Encode(type, values, bytes);
        Elements.Decode(type, bytes, found);

        Assert.Equal(values, found);
    }

    [Fact]
    public void DecodeIntegers_BeyondInt64_IsItsLargest()
    {
        byte[] bytes = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, ulong.MaxValue);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), 5);
        long[] found = new long[2];

        Elements.DecodeIntegers(ElementType.UInt64, bytes, found);

        Assert.Equal([long.MaxValue, 5], found);
        Assert.Throws<ArgumentException>(() => Elements.DecodeIntegers(ElementType.Float32, new byte[8], found));
    }
}
