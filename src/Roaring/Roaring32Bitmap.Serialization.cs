using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CompExplain.Roaring.Format;

namespace CompExplain.Roaring;

public sealed partial class Roaring32Bitmap
{
    /// <summary>
    /// The most bytes of containers that are read into one piece of memory: it lives as long as any container in it, and an
    /// array of 85,000 bytes or more costs far more to make and to collect.
    /// </summary>
    private const int SharedBytes = 65536;

    /// <summary>The bytes that <see cref="Serialize()"/> gives.</summary>
    public int SerializedSize
    {
        get
        {
            int size = HeaderSize(HasRuns());
            foreach (var container in _containers.AsSpan(0, _size))
            {
                size += container.SerializedSize;
            }

            return size;
        }
    }

    /// <summary>
    /// Reads a set from the portable form (https://github.com/RoaringBitmap/RoaringFormatSpec). Containers keep the kind
    /// they are written in, so that what a canonical writer wrote is written again byte for byte.
    /// </summary>
    /// <param name="bytes">Exactly one serialised set.</param>
    /// <returns>A set that shares no memory with <paramref name="bytes"/>.</returns>
    /// <exception cref="FormatException">The bytes are anything else; the message says what is wrong and at which byte.</exception>
    public static Roaring32Bitmap Deserialize(ReadOnlySpan<byte> bytes) => Build(bytes, FormatReader.ReadWhole(bytes));

    /// <summary>Reads a set from the start of <paramref name="bytes"/>; anything may follow it.</summary>
    /// <param name="bytes">A serialised set, and what follows.</param>
    /// <param name="consumed">How many bytes the set took.</param>
    /// <returns>A set that shares no memory with <paramref name="bytes"/>.</returns>
    /// <exception cref="FormatException">There is no serialised set; the message says what is wrong and at which byte.</exception>
    public static Roaring32Bitmap Deserialize(ReadOnlySpan<byte> bytes, out int consumed)
    {
        var layout = FormatReader.Read(bytes);
        consumed = layout.Length;
        return Build(bytes, layout);
    }

    /// <summary>The set in the portable form (https://github.com/RoaringBitmap/RoaringFormatSpec).</summary>
    public byte[] Serialize()
    {
        byte[] bytes = new byte[SerializedSize];
        Serialize(bytes);
        return bytes;
    }

    /// <summary>Writes the set in the portable form.</summary>
    /// <param name="destination">Room for <see cref="SerializedSize"/> bytes.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    public int Serialize(Span<byte> destination)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("serialised bitmaps are written as they lie in memory, which needs a little-endian machine");
        }

        if (destination.Length < SerializedSize)
        {
            throw new ArgumentException("the destination is shorter than the serialised size", nameof(destination));
        }

        bool hasRuns = HasRuns();
        int at = 4;
        if (hasRuns)
        {
            BinaryPrimitives.WriteInt32LittleEndian(destination, FormatReader.CookieWithRuns | (_size - 1) << 16);
            var flags = destination.Slice(at, (_size + 7) / 8);
            flags.Clear();
            for (int i = 0; i < _size; i++)
            {
                if (_containers[i].Kind == ContainerKind.Run)
                {
                    flags[i >> 3] |= (byte)(1 << (i & 7));
                }
            }

            at += flags.Length;
        }
        else
        {
            BinaryPrimitives.WriteInt32LittleEndian(destination, FormatReader.CookieWithoutRuns);
            BinaryPrimitives.WriteInt32LittleEndian(destination[at..], _size);
            at += 4;
        }

        for (int i = 0; i < _size; i++, at += 4)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(destination[at..], _keys[i]);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(at + 2)..], (ushort)(_containers[i].Cardinality - 1));
        }

        int offsetsAt = at;
        at = HeaderSize(hasRuns);
        bool hasOffsets = at > offsetsAt;
        for (int i = 0; i < _size; i++)
        {
            if (hasOffsets)
            {
                BinaryPrimitives.WriteInt32LittleEndian(destination[(offsetsAt + 4 * i)..], at);
            }

            at += _containers[i].Write(destination[at..]);
        }

        return at;
    }

    internal static Roaring32Bitmap Build(ReadOnlySpan<byte> bytes, Layout layout)
    {
        var source = new ViewSource(bytes, layout);
        ushort[] keys = new ushort[layout.Size];
        var containers = new Container[layout.Size];
        var rest = bytes[..layout.Length];
        for (int i = 0, past; i < containers.Length; i = past)
        {
            // The data of many containers are copied at once, as they lie.
            int start = source.PlaceAt(i), end = rest.Length;
            for (past = i + 1; past < containers.Length; past++)
            {
                if ((past + 1 < containers.Length ? source.PlaceAt(past + 1) : rest.Length) - start <= SharedBytes)
                {
                    continue;
                }

                end = source.PlaceAt(past);
                break;
            }

            ushort[] shared = GC.AllocateUninitializedArray<ushort>((end - start) / sizeof(ushort));
            rest[start..end].CopyTo(MemoryMarshal.AsBytes(shared.AsSpan()));
            for (int j = i, at = 0; j < past; j++)
            {
                keys[j] = (ushort)source.KeyAt(j);
                containers[j] = Container.Sharing(shared, ref at, source.KindAt(j), source.CardinalityAt(j));
                if (layout.RunsTouch)
                {
                    containers[j] = containers[j].Clone();
                }
            }
        }

        return new Roaring32Bitmap(keys, containers, layout.Size);
    }

    private bool HasRuns()
    {
        foreach (var container in _containers.AsSpan(0, _size))
        {
            if (container.Kind == ContainerKind.Run)
            {
                return true;
            }
        }

        return false;
    }

    private int HeaderSize(bool hasRuns) =>
        !hasRuns ? 8 + 8 * _size
        : 4 + (_size + 7) / 8 + (_size < FormatReader.OffsetThreshold ? 4 : 8) * _size;
}
