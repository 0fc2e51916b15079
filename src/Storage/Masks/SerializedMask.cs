using System.Buffers.Binary;
using Roaring.Net.CRoaring;

namespace CompExplain.Storage.Masks;

/// <summary>
/// A mask's positions in one shard, counted from the shard's first, as they are stored: a bitmap in the portable Roaring form
/// (https://github.com/RoaringBitmap/RoaringFormatSpec). The bytes have been checked and never change. It is ordinary memory,
/// which nobody has to dispose.
/// </summary>
public sealed class SerializedMask
{
    private readonly byte[] _bytes;

    private SerializedMask(byte[] bytes, long count, uint last)
    {
        _bytes = bytes;
        Count = count;
        Last = last;
    }

    /// <summary>A mask without positions.</summary>
    public static SerializedMask Empty { get; } = Read([0x3A, 0x30, 0, 0, 0, 0, 0, 0]);

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>How many positions there are.</summary>
    public long Count { get; }

    /// <summary>Whether there is no position.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>The maximal runs of positions, ascending; both ends are included.</summary>
    public RunReader Runs => new(_bytes);

    /// <summary>The positions, ascending.</summary>
    public IEnumerable<uint> Positions
    {
        get
        {
            foreach (var (first, last) in Runs)
            {
                for (long position = first; position <= last; position++)
                {
                    yield return (uint)position;
                }
            }
        }
    }

    /// <summary>The first position; 0 where there is none.</summary>
    internal uint First
    {
        get
        {
            var runs = Runs;
            return runs.MoveNext() ? runs.Current.First : 0;
        }
    }

    /// <summary>The last position; 0 where there is none.</summary>
    internal uint Last { get; }

    /// <summary>Checks bytes and takes them as they are.</summary>
    /// <param name="bytes">Exactly one serialised bitmap; not changed from now on.</param>
    /// <exception cref="FormatException">They are anything else; the message says what is wrong, and at which byte.</exception>
    public static SerializedMask Read(byte[] bytes)
    {
        var (count, last) = PortableCheck.Of(bytes);
        return new(bytes, count, last);
    }

    /// <summary>A bitmap's positions. Computed bitmaps can be large: containers stay of the kind that they are.</summary>
    /// <param name="bitmap">The bitmap; it stays the caller's.</param>
    public static SerializedMask Of(Roaring32Bitmap bitmap)
    {
        ArgumentNullException.ThrowIfNull(bitmap);
        byte[] bytes = GC.AllocateUninitializedArray<byte>(
            checked((int)bitmap.GetSerializationSize(SerializationFormat.Portable)));
        bitmap.Serialize(bytes, SerializationFormat.Portable);
        return new(bytes, (long)bitmap.Count, bitmap.Max ?? 0);
    }

    /// <summary>The positions of runs, in the smallest form.</summary>
    /// <param name="runs">Runs, each beyond the one before it and not touching it; both ends are included.</param>
    public static SerializedMask FromRuns(params ReadOnlySpan<(uint First, uint Last)> runs)
    {
        if (runs.IsEmpty)
        {
            return Empty;
        }

        using var bitmap = NativeBitmap.FromRuns(runs);
        return Of((Roaring32Bitmap)bitmap.Value);
    }

    /// <summary>Opens the mask to compute with it.</summary>
    /// <returns>A bitmap that cannot be changed; the caller disposes it.</returns>
    /// <exception cref="FormatException">The library finds the bytes damaged.</exception>
    public NativeBitmap Open() => NativeBitmap.Open(_bytes);

    /// <summary>The positions of this mask and of another.</summary>
    internal SerializedMask With(SerializedMask other)
    {
        using var a = Open();
        using var b = other.Open();
        using var both = new NativeBitmap(a.Value.Or(b.Value));
        var joined = (Roaring32Bitmap)both.Value;
        joined.Optimize();
        return Of(joined);
    }

    /// <summary>
    /// Serialises runs as containers of runs, the one form that needs no choice; the library chooses better ones afterwards.
    /// </summary>
    internal static byte[] Write(ReadOnlySpan<(uint First, uint Last)> runs)
    {
        int size = 0, parts = 0;
        for (int i = 0, key = -1; i < runs.Length; i++)
        {
            int first = (int)(runs[i].First >> 16), last = (int)(runs[i].Last >> 16);
            parts += last - first + 1;
            size += last - Math.Max(first - 1, key);
            key = last;
        }

        int flags = (size + 7) / 8, keysAt = 4 + flags, offsetsAt = keysAt + (4 * size);
        int at = offsetsAt + (size >= PortableHeader.OffsetThreshold ? 4 * size : 0);
        byte[] bytes = new byte[at + (2 * size) + (4 * parts)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, PortableHeader.CookieWithRuns | ((uint)(size - 1) << 16));
        bytes.AsSpan(4, flags).Fill(0xFF);
        bytes[keysAt - 1] = (byte)(0xFF >> ((8 - (size & 7)) & 7));
        uint from = runs[0].First;
        for (int container = 0, i = 0; container < size; container++)
        {
            uint key = from >> 16, end = (key << 16) | 0xFFFF;
            int start = at, cardinality = 0, count = 0;
            at += 2;
            while (i < runs.Length && from <= end)
            {
                uint to = Math.Min(runs[i].Last, end);
                WriteWord(bytes, at, from);
                WriteWord(bytes, at + 2, to - from);
                at += 4;
                count++;
                cardinality += (int)(to - from) + 1;
                if (to < runs[i].Last)
                {
                    from = to + 1;
                    break;
                }

                from = ++i < runs.Length ? runs[i].First : 0;
            }

            WriteWord(bytes, start, (uint)count);
            WriteWord(bytes, keysAt + (4 * container), key);
            WriteWord(bytes, keysAt + (4 * container) + 2, (uint)cardinality - 1);
            if (size >= PortableHeader.OffsetThreshold)
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(offsetsAt + (4 * container)), start);
            }
        }

        return bytes;
    }

    private static void WriteWord(byte[] bytes, int at, uint value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)value);
}
