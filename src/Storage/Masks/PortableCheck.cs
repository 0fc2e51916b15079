using System.Buffers.Binary;
using System.Numerics;
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
            last = -1;
            int start = at, found = 0;
            switch (header.KindOf(bytes, i, cardinality))
            {
                case ContainerKind.Runs:
                    Need(bytes, at, 2, "the number of runs", i);
                    int runs = Word(bytes, at);
                    Need(bytes, at += 2, 4 * runs, "the runs", i);
                    for (int end = at + (4 * runs); at < end; at += 4)
                    {
                        // Runs that touch are one run, which every writer joins; the library takes them for damage as well.
                        int from = Word(bytes, at), to = from + Word(bytes, at + 2);
                        if (from <= last + 1 && last >= 0)
                        {
                            throw Fail(at, $"container {i}: a run starts at {from}, not beyond the {last} before it");
                        }

                        found += to - from + 1;
                        last = to;
                    }

                    break;
                case ContainerKind.Values:
                    Need(bytes, at, 2 * cardinality, "the values", i);
                    for (int end = at + (2 * cardinality); at < end; at += 2, found++)
                    {
                        if (Word(bytes, at) <= last)
                        {
                            throw Fail(at, $"container {i}: value {found} is not above the one before it");
                        }

                        last = Word(bytes, at);
                    }

                    break;
                default:
                    Need(bytes, at, BitsLength, "the bits", i);
                    for (int bit = 0; bit < ContainerSize; bit += 64, at += 8)
                    {
                        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);
                        found += BitOperations.PopCount(word);
                        last = word == 0 ? last : bit + BitOperations.Log2(word);
                    }

                    break;
            }

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
}
