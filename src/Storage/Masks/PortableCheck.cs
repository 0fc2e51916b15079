using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using static CompExplain.Storage.Masks.PortableHeader;

namespace CompExplain.Storage.Masks;

/// <summary>
/// Checks serialised bitmaps. The library's own reading checks lengths only, and a view over bytes not even these, so nothing is
/// handed to it before this.
/// </summary>
internal static class PortableCheck
{
    /// <summary>
    /// Checks that bytes are exactly one serialised bitmap: every length, order, cardinality and offset. What is accepted can
    /// be read, here and by the library, without reading beyond the bytes.
    /// </summary>
    /// <param name="bytes">Any bytes.</param>
    /// <returns>How many positions there are, and the last of them; 0 where there is none.</returns>
    /// <exception cref="FormatException">They are anything else; the message says what is wrong, and at which byte.</exception>
    public static (long Count, uint Last) Of(ReadOnlySpan<byte> bytes)
    {
        var header = PortableHeader.Read(bytes);
        int at = header.DataAt, key = -1, last = -1;
        long count = 0;
        for (int i = 0; i < header.Size; i++)
        {
            int headerAt = header.KeysAt + (4 * i);
            int next = Word(bytes, headerAt), cardinality = Word(bytes, headerAt + 2) + 1;
            if (next <= key)
            {
                throw Fail(headerAt, $"container {i} has key {next}, not above the {key} before it");
            }

            int offsetAt = header.OffsetsAt + (4 * i);
            if (header.OffsetsAt >= 0 && BinaryPrimitives.ReadUInt32LittleEndian(bytes[offsetAt..]) is var offset && offset != at)
            {
                throw Fail(offsetAt, $"container {i} is said to lie at byte {offset} and lies at byte {at}");
            }

            key = next;
            int start = at;
            (int found, last) = header.KindOf(bytes, i, cardinality) switch
            {
                ContainerKind.Runs => CheckRuns(bytes, ref at, i),
                ContainerKind.Values => CheckValues(bytes, ref at, i, cardinality),
                _ => CheckBits(bytes, ref at, i),
            };
            if (last >= ContainerSize)
            {
                throw Fail(start, $"container {i}: its last run goes beyond it");
            }

            if (found != cardinality)
            {
                throw Fail(start, $"container {i} holds {found} positions, where the header says {cardinality}");
            }

            count += cardinality;
        }

        return at == bytes.Length
            ? (count, count == 0 ? 0 : ((uint)key << 16) + (uint)last)
            : throw Fail(at, $"{bytes.Length - at} bytes follow the end of the bitmap");
    }

    private static (int Count, int Last) CheckRuns(ReadOnlySpan<byte> bytes, ref int at, int container)
    {
        Need(bytes, at, 2, "the number of runs", container);
        int length = 4 * Word(bytes, at), start = at + 2, count = 0, last = -1;
        Need(bytes, start, length, "the runs", container);
        var runs = MemoryMarshal.Cast<byte, uint>(bytes.Slice(start, length));
        for (int i = 0; i < runs.Length; i++)
        {
            // Runs that touch are one run, which every writer joins; the library takes them for damage as well.
            uint run = BitConverter.IsLittleEndian ? runs[i] : BinaryPrimitives.ReverseEndianness(runs[i]);
            int from = (int)(run & 0xFFFF), to = from + (int)(run >> 16);
            if (from <= last + 1 && i > 0)
            {
                throw Fail(start + (4 * i), $"container {container}: a run starts at {from}, not beyond the {last} before it");
            }

            count += to - from + 1;
            last = to;
        }

        at = start + length;
        return (count, last);
    }

    private static (int Count, int Last) CheckValues(ReadOnlySpan<byte> bytes, ref int at, int container, int cardinality)
    {
        Need(bytes, at, 2 * cardinality, "the values", container);
        int last = -1;
        var values = MemoryMarshal.Cast<byte, ushort>(bytes.Slice(at, 2 * cardinality));
        for (int i = 0; i < values.Length; i++)
        {
            int value = BitConverter.IsLittleEndian ? values[i] : BinaryPrimitives.ReverseEndianness(values[i]);
            if (value <= last)
            {
                throw Fail(at + (2 * i), $"container {container}: value {i} is not above the one before it");
            }

            last = value;
        }

        at += 2 * cardinality;
        return (cardinality, last);
    }

    private static (int Count, int Last) CheckBits(ReadOnlySpan<byte> bytes, ref int at, int container)
    {
        Need(bytes, at, BitsLength, "the bits", container);
        int count = 0, last = -1;
        for (int bit = 0; bit < ContainerSize; bit += 64, at += 8)
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
            count += BitOperations.PopCount(word);
            last = word == 0 ? last : bit + BitOperations.Log2(word);
        }

        return (count, last);
    }
}
