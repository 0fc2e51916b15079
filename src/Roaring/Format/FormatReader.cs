using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CompExplain.Roaring.Format;

/// <summary>
/// Reads the portable serialised form (Roaring format specification,
/// https://github.com/RoaringBitmap/RoaringFormatSpec) and believes nothing of it: every length, order, cardinality and
/// offset is checked before it is used, so that what is accepted can be computed on without further checks.
/// </summary>
internal static class FormatReader
{
    /// <summary>The cookie of the form without run containers.</summary>
    public const int CookieWithoutRuns = 12346;

    /// <summary>The low 16 bits of the cookie of the form with run containers.</summary>
    public const int CookieWithRuns = 12347;

    /// <summary>The run form has an offset header from this many containers on.</summary>
    public const int OffsetThreshold = 4;

    /// <summary>Checks the bitmap at the start of <paramref name="bytes"/>.</summary>
    /// <exception cref="FormatException">The bytes are not a serialised bitmap.</exception>
    public static Layout Read(ReadOnlySpan<byte> bytes)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("serialised bitmaps are computed on in place, which needs a little-endian machine");
        }

        Need(bytes, 0, 4, "the cookie");
        uint cookie = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        bool hasRuns = (cookie & 0xFFFF) == CookieWithRuns;
        int size, flagsAt = -1, at = 4;
        if (hasRuns)
        {
            size = (int)(cookie >> 16) + 1;
            flagsAt = at;
            Need(bytes, at, (size + 7) / 8, "the run flags");
            at += (size + 7) / 8;
            if ((size & 7) != 0 && bytes[at - 1] >> (size & 7) != 0)
            {
                throw Fail(at - 1, $"a run flag is set beyond the {size} containers");
            }
        }
        else if (cookie == CookieWithoutRuns)
        {
            Need(bytes, at, 4, "the number of containers");
            uint stated = BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
            if (stated > Container.Capacity)
            {
                throw Fail(at, $"{stated} containers, where there can be 65536");
            }

            size = (int)stated;
            at += 4;
        }
        else
        {
            throw Fail(0, $"the cookie is {cookie & 0xFFFF}, neither {CookieWithoutRuns} nor {CookieWithRuns}");
        }

        int headersAt = at;
        Need(bytes, at, 4 * size, "the container headers");
        at += 4 * size;
        int offsetsAt = -1;
        if (!hasRuns || size >= OffsetThreshold)
        {
            offsetsAt = at;
            Need(bytes, at, 4 * size, "the offsets");
            at += 4 * size;
        }

        var layout = new Layout(size, flagsAt, headersAt, offsetsAt, at, 0, 0, 0, 0, false);
        int key = -1;
        long count = 0;
        bool runsTouch = false;
        for (int i = 0; i < size; i++)
        {
            int headerAt = headersAt + 4 * i;
            int nextKey = BinaryPrimitives.ReadUInt16LittleEndian(bytes[headerAt..]);
            if (nextKey <= key)
            {
                throw Fail(headerAt, $"container {i} has key {nextKey}, not above the {key} before it");
            }

            key = nextKey;
            if (offsetsAt >= 0)
            {
                uint offset = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(offsetsAt + 4 * i)..]);
                if (offset != (uint)at)
                {
                    throw Fail(offsetsAt + 4 * i, $"container {i} is said to lie at byte {offset} and lies at byte {at}");
                }
            }

            if (i == 1)
            {
                layout = layout with { Second = at };
            }
            else if (i == 2)
            {
                layout = layout with { Third = at };
            }

            int cardinality = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(headerAt + 2)..]) + 1;
            at += flagsAt >= 0 && (bytes[flagsAt + (i >> 3)] >> (i & 7) & 1) != 0 ? CheckRuns(bytes, at, i, cardinality, ref runsTouch)
                : cardinality <= Container.ArrayLimit ? CheckArray(bytes, at, i, cardinality)
                : CheckBitmap(bytes, at, i, cardinality);
            count += cardinality;
        }

        return layout with { Length = at, Count = count, RunsTouch = runsTouch };
    }

    /// <summary>Like <see cref="Read"/>, and nothing may follow the bitmap.</summary>
    /// <exception cref="FormatException">The bytes are not exactly one serialised bitmap.</exception>
    public static Layout ReadWhole(ReadOnlySpan<byte> bytes)
    {
        var layout = Read(bytes);
        if (layout.Length != bytes.Length)
        {
            throw Fail(layout.Length, $"{bytes.Length - layout.Length} bytes follow the end of the bitmap");
        }

        return layout;
    }

    private static int CheckArray(ReadOnlySpan<byte> bytes, int at, int index, int cardinality)
    {
        Need(bytes, at, 2 * cardinality, "the values", index);
        int disorder = ArrayKernels.IndexOfDisorder(MemoryMarshal.Cast<byte, ushort>(bytes.Slice(at, 2 * cardinality)));
        if (disorder >= 0)
        {
            throw Fail(at + 2 * disorder, $"container {index}: value {disorder} is not above the one before it");
        }

        return 2 * cardinality;
    }

    private static int CheckBitmap(ReadOnlySpan<byte> bytes, int at, int index, int cardinality)
    {
        const int Length = 8 * BitmapKernels.WordCount;
        Need(bytes, at, Length, "the bits", index);
        int actual = BitmapKernels.Count(MemoryMarshal.Cast<byte, ulong>(bytes.Slice(at, Length)));
        if (actual != cardinality)
        {
            throw Fail(at, $"container {index}: {actual} bits are set, where the header says {cardinality}");
        }

        return Length;
    }

    private static int CheckRuns(ReadOnlySpan<byte> bytes, int at, int index, int cardinality, ref bool touch)
    {
        Need(bytes, at, 2, "the number of runs", index);
        int runs = BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
        Need(bytes, at + 2, 4 * runs, "the runs", index);
        var pairs = MemoryMarshal.Cast<byte, ushort>(bytes.Slice(at + 2, 4 * runs));
        int gap = RunKernels.SmallestGap(pairs, out int actual);
        if (gap > 0)
        {
            touch |= gap == 1;
            if (actual == cardinality)
            {
                return 2 + 4 * runs;
            }

            throw Fail(at, $"container {index}: its runs hold {actual} values, where the header says {cardinality}");
        }

        int last = -1;
        for (int i = 0; i + 1 < pairs.Length; i += 2)
        {
            int start = pairs[i];
            if (start <= last)
            {
                throw Fail(at + 2 + 2 * i, $"container {index}: run {i / 2} starts at {start}, not above the {last} before it");
            }

            last = start + pairs[i + 1];
            if (last >= Container.Capacity)
            {
                throw Fail(at + 4 + 2 * i, $"container {index}: run {i / 2} ends at {last}, past the container");
            }
        }

        throw Fail(at, $"container {index}: its runs are not in order");
    }

    private static void Need(ReadOnlySpan<byte> bytes, int at, int length, string what, int index = -1)
    {
        if (length > bytes.Length - at)
        {
            throw Fail(at, $"{what}{(index < 0 ? "" : $" of container {index}")} need {length} bytes; there are {bytes.Length - at}");
        }
    }

    private static FormatException Fail(int at, FormattableString what) =>
        new($"not a roaring bitmap, at byte {at}: {what.ToString(CultureInfo.InvariantCulture)}");
}
