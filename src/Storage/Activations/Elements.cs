using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CompExplain.Storage.Activations;

/// <summary>
/// Decodes and encodes little-endian elements: the one place for stored activations, NumPy arrays, safetensors and PyTorch files.
/// </summary>
public static class Elements
{
    /// <summary>The bytes of an element.</summary>
    /// <param name="type">The element type.</param>
    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Bool or ElementType.Int8 or ElementType.UInt8 => 1,
        ElementType.Int16 or ElementType.UInt16 or ElementType.Float16 or ElementType.BFloat16 => 2,
        ElementType.Int32 or ElementType.UInt32 or ElementType.Float32 => 4,
        ElementType.Int64 or ElementType.UInt64 or ElementType.Float64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not an element type"),
    };

    /// <summary>NumPy's name of a type, in lower case: <c>float16</c>, <c>int64</c>, <c>bool</c>.</summary>
    /// <param name="type">The element type.</param>
    public static string NameOf(ElementType type) => type.ToString().ToLowerInvariant();

    /// <summary>Whether a type holds integers; a bool is none.</summary>
    /// <param name="type">The element type.</param>
    public static bool IsInteger(ElementType type) => type is >= ElementType.Int8 and <= ElementType.UInt64;

    /// <summary>How many elements are not exactly the floats that they were decoded to.</summary>
    /// <param name="type">The element type.</param>
    /// <param name="bytes">Whole elements, little endian.</param>
    /// <param name="values">As many floats, decoded from them; those that are not finite do not count.</param>
    /// <param name="first">The index of the first that is not; -1 if all are.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public static long CountRounded(ElementType type, ReadOnlySpan<byte> bytes, ReadOnlySpan<float> values, out int first)
    {
        Check(type, bytes.Length, values.Length);
        first = -1;
        int size = SizeOf(type);
        if (size < sizeof(float) || type == ElementType.Float32)
        {
            return 0;
        }

        long count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (float.IsFinite(values[i]) && !IsExact(type, bytes.Slice(i * size, size), values[i]))
            {
                first = count++ == 0 ? i : first;
            }
        }

        return count;
    }

    /// <summary>An element as text, exact.</summary>
    /// <param name="type">The element type.</param>
    /// <param name="bytes">Whole elements, little endian.</param>
    /// <param name="index">Which of them.</param>
    public static string TextOf(ElementType type, ReadOnlySpan<byte> bytes, int index)
    {
        var element = bytes.Slice(index * SizeOf(type), SizeOf(type));
        var culture = CultureInfo.InvariantCulture;
        return type switch
        {
            ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element).ToString(culture),
            ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element).ToString(culture),
            ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element).ToString(culture),
            ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(element).ToString(culture),
            ElementType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(element).ToString(culture),
            _ => One(type, element).ToString(culture),
        };
    }

    /// <summary>Decodes elements to floats.</summary>
    /// <param name="type">The element type.</param>
    /// <param name="bytes">Whole elements, little endian.</param>
    /// <param name="values">Receives as many floats; values beyond float32 become infinite.</param>
    /// <exception cref="ArgumentException">The lengths do not agree.</exception>
    public static void Decode(ElementType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        Check(type, bytes.Length, values.Length);
        if (!BitConverter.IsLittleEndian)
        {
            DecodeOneByOne(type, bytes, values);
            return;
        }

        switch (type)
        {
            case ElementType.Int8: Convert<sbyte>(bytes, values); break;
            case ElementType.Int16: Convert<short>(bytes, values); break;
            case ElementType.Int32: Convert<int>(bytes, values); break;
            case ElementType.Int64: Convert<long>(bytes, values); break;
            case ElementType.UInt8: Convert<byte>(bytes, values); break;
            case ElementType.UInt16: Convert<ushort>(bytes, values); break;
            case ElementType.UInt32: Convert<uint>(bytes, values); break;
            case ElementType.UInt64: Convert<ulong>(bytes, values); break;
            case ElementType.Float16: TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), values); break;
            case ElementType.Float32: MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values); break;
            default: DecodeOneByOne(type, bytes, values); break;
        }
    }

    /// <summary>Decodes integers without loss; those beyond int64 become its largest.</summary>
    /// <param name="type">An integer type.</param>
    /// <param name="bytes">Whole elements, little endian.</param>
    /// <param name="values">Receives as many integers.</param>
    /// <exception cref="ArgumentException">The lengths do not agree, or the type is not an integer.</exception>
    public static void DecodeIntegers(ElementType type, ReadOnlySpan<byte> bytes, Span<long> values)
    {
        Check(type, bytes.Length, values.Length);
        if (!IsInteger(type))
        {
            throw new ArgumentException($"{NameOf(type)} is not an integer type", nameof(type));
        }

        int size = SizeOf(type);
        for (int i = 0; i < values.Length; i++)
        {
            var element = bytes.Slice(i * size, size);
            values[i] = type switch
            {
                ElementType.Int8 => (sbyte)element[0],
                ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
                ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
                ElementType.UInt8 => element[0],
                ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
                ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
                _ => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(element), long.MaxValue),
            };
        }
    }

    /// <summary>Encodes floats, as activations are stored.</summary>
    /// <param name="type"><see cref="ElementType.Float16"/> or <see cref="ElementType.Float32"/>.</param>
    /// <param name="values">The floats; those beyond float16 become infinite there.</param>
    /// <param name="bytes">Receives as many elements, little endian.</param>
    /// <exception cref="ArgumentException">The lengths do not agree, or the type is another.</exception>
    public static void Encode(ElementType type, ReadOnlySpan<float> values, Span<byte> bytes)
    {
        Check(type, bytes.Length, values.Length);
        if (type is not (ElementType.Float16 or ElementType.Float32))
        {
            throw new ArgumentException($"{NameOf(type)} is not written", nameof(type));
        }

        if (BitConverter.IsLittleEndian && type == ElementType.Float16)
        {
            TensorPrimitives.ConvertToHalf(values, MemoryMarshal.Cast<byte, Half>(bytes));
            return;
        }

        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values).CopyTo(bytes);
            return;
        }

        int size = SizeOf(type);
        for (int i = 0; i < values.Length; i++)
        {
            var element = bytes.Slice(i * size, size);
            if (type == ElementType.Float16)
            {
                BinaryPrimitives.WriteHalfLittleEndian(element, (Half)values[i]);
            }
            else
            {
                BinaryPrimitives.WriteSingleLittleEndian(element, values[i]);
            }
        }
    }

    /// <summary>The decoder without vectors: for types that have no faster one, and for tests of those that have.</summary>
    internal static void DecodeOneByOne(ElementType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        int size = SizeOf(type);
        for (int i = 0; i < values.Length; i++)
        {
            var element = bytes.Slice(i * size, size);
            values[i] = type switch
            {
                ElementType.Bool => element[0] == 0 ? 0 : 1,
                ElementType.Int8 => (sbyte)element[0],
                ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
                ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
                ElementType.UInt8 => element[0],
                ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
                ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
                ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(element),
                ElementType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                ElementType.BFloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
                ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(element),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
            };
        }
    }

    private static void Convert<T>(ReadOnlySpan<byte> bytes, Span<float> values)
        where T : unmanaged, INumber<T> =>
            TensorPrimitives.ConvertTruncating<T, float>(MemoryMarshal.Cast<byte, T>(bytes), values);

    private static float One(ElementType type, ReadOnlySpan<byte> element)
    {
        float value = 0;
        DecodeOneByOne(type, element, new(ref value));
        return value;
    }

    // A double holds every integer of 32 bits, and an Int128 every finite float of 64 bits of integer.
    private static bool IsExact(ElementType type, ReadOnlySpan<byte> element, float value) => type switch
    {
        ElementType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(element) == value,
        ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element) == (double)value,
        ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element) == (double)value,
        ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element) == (Int128)value,
        _ => BinaryPrimitives.ReadUInt64LittleEndian(element) == (Int128)value,
    };

    private static void Check(ElementType type, int bytes, int values)
    {
        if (bytes != (long)values * SizeOf(type))
        {
            throw new ArgumentException($"{bytes} bytes are not {values} elements of {NameOf(type)}");
        }
    }
}
