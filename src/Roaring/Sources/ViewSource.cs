using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace CompExplain.Roaring.Sources;

/// <summary>The containers inside serialised bytes that <see cref="Format.FormatReader"/> has accepted.</summary>
internal readonly ref struct ViewSource : IContainerSource
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly Format.Layout _layout;

    public ViewSource(ReadOnlySpan<byte> bytes, Format.Layout layout)
    {
        _bytes = bytes;
        _layout = layout;
    }

    public int Size => _layout.Size;

    public int KeyAt(int index) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(_layout.HeadersAt + 4 * index)..]);

    public ContainerRef At(int index)
    {
        int cardinality = CardinalityAt(index);
        int at = _layout.DataAt(_bytes, index);
        if (_layout.IsRun(_bytes, index))
        {
            int runs = BinaryPrimitives.ReadUInt16LittleEndian(_bytes[at..]);
            return new ContainerRef(ContainerKind.Run, ValuesAt(at + 2, 2 * runs), cardinality);
        }

        return cardinality <= Container.ArrayLimit
            ? new ContainerRef(ContainerKind.Array, ValuesAt(at, cardinality), cardinality)
            : new ContainerRef(ContainerKind.Bitmap, ValuesAt(at, 4 * BitmapKernels.WordCount), cardinality);
    }

    private ReadOnlySpan<ushort> ValuesAt(int at, int length) =>
        MemoryMarshal.Cast<byte, ushort>(_bytes.Slice(at, sizeof(ushort) * length));

    private int CardinalityAt(int index) =>
        BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(_layout.HeadersAt + 4 * index + 2)..]) + 1;
}
