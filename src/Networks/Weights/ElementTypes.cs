using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CompExplain.Networks.Weights;

/// <summary>Sizes and decoding of the element types; everything becomes float32.</summary>
internal static class ElementTypes
{
    /// <summary>Bytes an element.</summary>
    public static int SizeOf(ElementType type) => type switch
    {
        ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => 1,
        ElementType.Float16 or ElementType.BFloat16 or ElementType.Int16 => 2,
        ElementType.Float32 or ElementType.Int32 => 4,
        _ => 8,
    };

    /// <summary>Decodes little-endian elements.</summary>
    public static void Decode(ElementType type, ReadOnlySpan<byte> bytes, Span<float> values)
    {
        if (type == ElementType.Float32 && BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(bytes).CopyTo(values);
            return;
        }

        int size = SizeOf(type);
        for (int i = 0; i < values.Length; i++)
        {
            var element = bytes.Slice(i * size, size);
            values[i] = type switch
            {
                ElementType.Float16 => (float)BinaryPrimitives.ReadHalfLittleEndian(element),
                ElementType.BFloat16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(element) << 16),
                ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(element),
                ElementType.Float64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(element),
                ElementType.Int8 => (sbyte)element[0],
                ElementType.UInt8 or ElementType.Bool => element[0],
                ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
                _ => BinaryPrimitives.ReadInt64LittleEndian(element),
            };
        }
    }
}
