namespace CompExplain.Storage.Signatures;

/// <summary>Unsigned integers, 7 bits a byte, the lowest first (LEB128); <see cref="VarintWriter"/> writes them.</summary>
internal static class Varint
{
    public static ulong Read(ReadOnlySpan<byte> data, ref int offset)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (offset >= data.Length)
            {
                throw new FormatException("a number is cut short");
            }

            byte next = data[offset++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("a number is longer than 64 bits");
    }
}
