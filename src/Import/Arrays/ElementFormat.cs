using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CompExplain.Storage.Activations;

namespace CompExplain.Import.Arrays;

/// <summary>The element type of a NumPy array, with its byte order.</summary>
/// <param name="Type">The element type.</param>
/// <param name="BigEndian">Whether the most significant byte comes first.</param>
internal readonly record struct ElementFormat(ElementType Type, bool BigEndian)
{
    /// <summary>The bytes of an element.</summary>
    public int Size => Elements.SizeOf(Type);

    /// <summary>NumPy's name of the type: <c>float16</c>, <c>int64</c>, <c>bool</c>.</summary>
    public string Name => Elements.NameOf(Type);

    /// <summary>Parses NumPy's type string: byte order (<c>&lt; &gt; = |</c>), type letter, bytes.</summary>
    public static bool TryParse(string descriptor, out ElementFormat format)
    {
        format = default;
        if (descriptor == "?")
        {
            descriptor = "|b1";
        }

        if (descriptor.Length != 3 || "<>=|".IndexOf(descriptor[0], StringComparison.Ordinal) < 0)
        {
            return false;
        }

        ElementType? type = descriptor[1..] switch
        {
            "b1" => ElementType.Bool,
            "i1" => ElementType.Int8,
            "i2" => ElementType.Int16,
            "i4" => ElementType.Int32,
            "i8" => ElementType.Int64,
            "u1" => ElementType.UInt8,
            "u2" => ElementType.UInt16,
            "u4" => ElementType.UInt32,
            "u8" => ElementType.UInt64,
            "f2" => ElementType.Float16,
            "f4" => ElementType.Float32,
            "f8" => ElementType.Float64,
            _ => null,
        };
        format = new(type ?? default, descriptor[0] == '>');
        return type is not null;
    }

    /// <summary>Converts elements to floats.</summary>
    /// <param name="bytes">Whole elements; overwritten where they are big endian.</param>
    /// <param name="destination">Receives as many floats; values beyond float32 become infinite.</param>
    public void Decode(Span<byte> bytes, Span<float> destination)
    {
        ToLittleEndian(bytes);
        Elements.Decode(Type, bytes, destination);
    }

    /// <summary>Converts integers without loss, as indices need it.</summary>
    /// <param name="bytes">Whole elements; overwritten where they are big endian.</param>
    /// <param name="destination">Receives as many integers.</param>
    public void DecodeIntegers(Span<byte> bytes, Span<long> destination)
    {
        ToLittleEndian(bytes);
        Elements.DecodeIntegers(Type, bytes, destination);
    }

    private void ToLittleEndian(Span<byte> bytes)
    {
        if (!BigEndian)
        {
            return;
        }

        switch (Size)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var words = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
