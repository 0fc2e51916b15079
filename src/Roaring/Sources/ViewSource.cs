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
        {
            _offsets = MemoryMarshal.Cast<byte, int>(bytes.Slice(layout.OffsetsAt, sizeof(int) * size));
        }
        else
        {
            _places = (layout.First, layout.Second, layout.Third);
        }

        if (layout.FlagsAt >= 0)
        {
            _flags = bytes.Slice(layout.FlagsAt, (size + 7) / 8);
        }
    }

    public int Size => _headers.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int KeyAt(int index) => (ushort)_headers[index];

    /// <summary>The byte at which the data of container <paramref name="index"/> begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PlaceAt(int index) => _offsets.Length > 0 ? _offsets[index] : PlaceWithoutOffsets(index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int CardinalityAt(int index) => (int)(_headers[index] >> 16) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ContainerKind KindAt(int index) =>
        IsRunAt(index) ? ContainerKind.Run
        : CardinalityAt(index) <= Container.ArrayLimit ? ContainerKind.Array
        : ContainerKind.Bitmap;

    public ContainerRef At(int index)
    {
        var kind = KindAt(index);
        int cardinality = CardinalityAt(index);
        if (kind == ContainerKind.Run)
        {
            return new ContainerRef(kind, RunsAt(index), cardinality);
        }

        int length = kind == ContainerKind.Array ? cardinality : Container.BitmapLength;
        return new ContainerRef(kind, MemoryMarshal.Cast<byte, ushort>(_bytes.Slice(PlaceAt(index), sizeof(ushort) * length)), cardinality);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsRunAt(int index) => _flags.Length > 0 && (_flags[index >> 3] >> (index & 7) & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<ushort> RunsAt(int index)
    {
        int at = PlaceAt(index), runs = MemoryMarshal.Read<ushort>(_bytes.Slice(at, sizeof(ushort)));
        var data = _bytes.Slice(at + sizeof(ushort), 2 * sizeof(ushort) * runs);
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, ushort>(ref MemoryMarshal.GetReference(data)), 2 * runs);
    }

    private int PlaceWithoutOffsets(int index) => index == 0 ? _places.First : index == 1 ? _places.Second : _places.Third;
}
