using System.Buffers.Binary;
using System.Numerics;

namespace CompExplain.Storage.Masks;

/// <summary>
/// The maximal runs of consecutive positions in a mask, ascending, read from its serialised bytes: the portable form of
/// https://github.com/RoaringBitmap/RoaringFormatSpec. Nothing is computed on bitmaps here; that is the library's work.
/// </summary>
public struct RunReader
{
    private readonly byte[] _bytes;
    private readonly PortableHeader _header;
    private int _container = -1;
    private ContainerKind _kind = ContainerKind.Runs;
    private uint _base;

    // What is left of the container:
    //         _at                     _next
    // runs    the next run's place    how many runs are left
    // values  the next value's place  how many values are left
    // bits    the first word's place  the next bit to look at
    private int _at;
    private int _next;
    private uint _pendingFirst;
    private uint _pendingLast;
    private bool _hasPending;

    /// <param name="bytes">Bytes that <see cref="PortableCheck"/> has accepted.</param>
    internal RunReader(byte[] bytes)
    {
        _bytes = bytes;
        _header = PortableHeader.Read(bytes);
        _at = _header.DataAt;
        _next = 0;
        _hasPending = TryReadPart(out _pendingFirst, out _pendingLast);
    }

    /// <summary>The run that was read last; both ends are included.</summary>
    public (uint First, uint Last) Current { get; private set; }

    /// <summary>The reader itself, so that <c>foreach</c> takes it.</summary>
    public readonly RunReader GetEnumerator() => this;

    /// <summary>Reads the next run.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        if (!_hasPending)
        {
            return false;
        }

        // A run that ends a container goes on where the next one starts.
        uint first = _pendingFirst, last = _pendingLast;
        while ((_hasPending = TryReadPart(out _pendingFirst, out _pendingLast)) && _pendingFirst == last + 1)
        {
            last = _pendingLast;
        }

        Current = (first, last);
        return true;
    }

    /// <summary>The next run within a container; it may touch the one before it.</summary>
    private bool TryReadPart(out uint first, out uint last)
    {
        do
        {
            bool found = _kind switch
            {
                ContainerKind.Runs => TryReadRun(out first, out last),
                ContainerKind.Values => TryReadValues(out first, out last),
                _ => TryReadBits(out first, out last),
            };
            if (found)
            {
                return true;
            }
        }
        while (NextContainer());
        (first, last) = (0, 0);
        return false;
    }

    private bool TryReadRun(out uint first, out uint last)
    {
        if (_next == 0)
        {
            (first, last) = (0, 0);
            return false;
        }

        uint run = BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(_at));
        first = _base + (run & 0xFFFF);
        last = first + (run >> 16);
        _at += 4;
        _next--;
        return true;
    }

    private bool TryReadValues(out uint first, out uint last)
    {
        if (_next == 0)
        {
            (first, last) = (0, 0);
            return false;
        }

        first = last = _base + PortableHeader.Word(_bytes, _at);
        for (_at += 2, _next--; _next > 0 && _base + PortableHeader.Word(_bytes, _at) == last + 1; _at += 2, _next--)
        {
            last++;
        }

        return true;
    }

    private bool TryReadBits(out uint first, out uint last)
    {
        int from = Find(true);
        if (from == PortableHeader.ContainerSize)
        {
            (first, last) = (0, 0);
            return false;
        }

        _next = from;
        _next = Find(false);
        first = _base + (uint)from;
        last = _base + (uint)_next - 1;
        return true;
    }

    private bool NextContainer()
    {
        _at += _kind == ContainerKind.Bits ? PortableHeader.BitsLength : 0;
        if (++_container >= _header.Size)
        {
            (_kind, _next) = (ContainerKind.Runs, 0);
            return false;
        }

        int headerAt = _header.KeysAt + (4 * _container), cardinality = PortableHeader.Word(_bytes, headerAt + 2) + 1;
        _base = (uint)PortableHeader.Word(_bytes, headerAt) << 16;
        _kind = _header.KindOf(_bytes, _container, cardinality);
        _next = _kind == ContainerKind.Values ? cardinality : 0;
        if (_kind == ContainerKind.Runs)
        {
            _next = PortableHeader.Word(_bytes, _at);
            _at += 2;
        }

        return true;
    }

    /// <summary>The next bit that is set, or is not; the end of the container where there is none.</summary>
    private readonly int Find(bool set)
    {
        ulong flip = set ? 0 : ulong.MaxValue, mask = ulong.MaxValue << (_next & 63);
        for (int bit = _next & ~63; bit < PortableHeader.ContainerSize; bit += 64, mask = ulong.MaxValue)
        {
            ulong word = (BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan(_at + (bit >> 3))) ^ flip) & mask;
            if (word != 0)
            {
                return bit + BitOperations.TrailingZeroCount(word);
            }
        }

        return PortableHeader.ContainerSize;
    }
}
