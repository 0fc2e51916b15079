using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CompExplain.Roaring.Format;

namespace CompExplain.Roaring.Sources;

/// <summary>The containers inside serialised bytes that <see cref="FormatReader"/> has accepted.</summary>
internal readonly ref struct ViewSource : IContainerSource
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly ReadOnlySpan<uint> _headers;
    private readonly ReadOnlySpan<int> _offsets;
    private readonly ReadOnlySpan<byte> _flags;
    private readonly (int First, int Second, int Third) _places;

    public ViewSource(ReadOnlySpan<byte> bytes, scoped in Layout layout)
    {
        int size = layout.Size;
        _bytes = bytes;
        _headers = MemoryMarshal.Cast<byte, uint>(bytes.Slice(layout.HeadersAt, sizeof(uint) * size));
        if (layout.OffsetsAt >= 0)
            _offsets = MemoryMarshal.Cast<byte, int>(bytes.Slice(layout.OffsetsAt, sizeof(int) * size));
        else
            _places = (layout.First, layout.Second, layout.Third);
        if (layout.FlagsAt >= 0)
            _flags = bytes.Slice(layout.FlagsAt, (size + 7) / 8);
    }

    public int Size => _headers.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int KeyAt(int index) => (ushort)_headers[index];

    /// <summary>The byte at which the data of container <paramref name="index"/> begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PlaceAt(int index) => _offsets.Length > 0 ? _offsets[index] : PlaceWithoutOffsets(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ContainerRef At(int index)
    {
        int cardinality = (int)(_headers[index] >> 16) + 1;
        int at = PlaceAt(index);
        if (_flags.Length > 0 && (_flags[index >> 3] >> (index & 7) & 1) != 0)
            return new ContainerRef(ContainerKind.Run, ValuesAt(at + sizeof(ushort), 2 * ValuesAt(at, 1)[0]), cardinality);
        return cardinality <= Container.ArrayLimit
            ? new ContainerRef(ContainerKind.Array, ValuesAt(at, cardinality), cardinality)
            : new ContainerRef(ContainerKind.Bitmap, ValuesAt(at, Container.BitmapLength), cardinality);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ReadOnlySpan<ushort> ValuesAt(int at, int length) =>
        MemoryMarshal.Cast<byte, ushort>(_bytes.Slice(at, sizeof(ushort) * length));

    private int PlaceWithoutOffsets(int index) => index == 0 ? _places.First : index == 1 ? _places.Second : _places.Third;
}
