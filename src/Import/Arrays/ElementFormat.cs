using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CompExplain.Import.Arrays;

/// <summary>How one element of an array is laid out, and how it becomes a float.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="BigEndian">Whether the most significant byte comes first.</param>
internal readonly record struct ElementFormat(ElementKind Kind, int Size, bool BigEndian)
{
    /// <summary>NumPy's name of the type: <c>float16</c>, <c>int64</c>, <c>bool</c>.</summary>
    public string Name => Kind switch
    {
        ElementKind.Boolean => "bool",
        ElementKind.Signed => $"int{Size * 8}",
        ElementKind.Unsigned => $"uint{Size * 8}",
        _ => $"float{Size * 8}",
    };

    /// <summary>Reads NumPy's type string: byte order (<c>&lt; &gt; = |</c>), type letter, bytes.</summary>
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

        int size = descriptor[2] - '0';
        var kind = (ElementKind)descriptor[1];
        bool known = kind switch
        {
            ElementKind.Boolean => size == 1,
            ElementKind.Signed or ElementKind.Unsigned => size is 1 or 2 or 4 or 8,
            ElementKind.Real => size is 2 or 4 or 8,
            _ => false,
        };
        format = new(kind, size, descriptor[0] == '>' && size > 1);
        return known;
    }

    /// <summary>Converts elements to floats; the bytes are scratch afterwards.</summary>
    /// <param name="bytes">Whole elements.</param>
    /// <param name="destination">As many floats. Values beyond float32 become infinite.</param>
    public void Decode(Span<byte> bytes, Span<float> destination)
    {
        ToNativeOrder(bytes);
        switch (Kind, Size)
        {
            case (ElementKind.Boolean, _):
                for (int i = 0; i < bytes.Length; i++)
                {
                    destination[i] = bytes[i] == 0 ? 0f : 1f;
                }

                break;
            case (ElementKind.Signed, 1): Convert<sbyte>(bytes, destination); break;
            case (ElementKind.Signed, 2): Convert<short>(bytes, destination); break;
            case (ElementKind.Signed, 4): Convert<int>(bytes, destination); break;
            case (ElementKind.Signed, 8): Convert<long>(bytes, destination); break;
            case (ElementKind.Unsigned, 1): Convert<byte>(bytes, destination); break;
            case (ElementKind.Unsigned, 2): Convert<ushort>(bytes, destination); break;
            case (ElementKind.Unsigned, 4): Convert<uint>(bytes, destination); break;
            case (ElementKind.Unsigned, 8): Convert<ulong>(bytes, destination); break;
            case (ElementKind.Real, 2): TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), destination); break;
            case (ElementKind.Real, 4): MemoryMarshal.Cast<byte, float>(bytes).CopyTo(destination); break;
            default:
                var doubles = MemoryMarshal.Cast<byte, double>(bytes);
                for (int i = 0; i < doubles.Length; i++)
                {
                    destination[i] = (float)doubles[i];
                }

                break;
        }
    }

    /// <summary>Converts integers without loss, for indices; not for real numbers.</summary>
    public void DecodeIntegers(Span<byte> bytes, Span<long> destination)
    {
        ToNativeOrder(bytes);
        for (int i = 0; i < destination.Length; i++)
        {
            var element = bytes.Slice(i * Size, Size);
            destination[i] = (Kind, Size) switch
            {
                (ElementKind.Signed, 1) => (sbyte)element[0],
                (ElementKind.Signed, 2) => MemoryMarshal.Read<short>(element),
                (ElementKind.Signed, 4) => MemoryMarshal.Read<int>(element),
                (ElementKind.Signed, 8) => MemoryMarshal.Read<long>(element),
                (_, 1) => element[0],
                (_, 2) => MemoryMarshal.Read<ushort>(element),
                (_, 4) => MemoryMarshal.Read<uint>(element),
                _ => (long)Math.Min(MemoryMarshal.Read<ulong>(element), long.MaxValue),
            };
        }
    }

    private static void Convert<T>(Span<byte> bytes, Span<float> destination)
        where T : unmanaged, System.Numerics.INumber<T> =>
        TensorPrimitives.ConvertTruncating<T, float>(MemoryMarshal.Cast<byte, T>(bytes), destination);

    private void ToNativeOrder(Span<byte> bytes)
    {
        if (Size == 1 || BigEndian == !BitConverter.IsLittleEndian)
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
            default:
                var longs = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
