using System.Runtime.InteropServices;

namespace CompExplain.Bench.Roaring;

/// <summary>The functions of CRoaring (libroaring.so) that the comparison calls, resolved once to plain pointers.</summary>
internal sealed unsafe class CRoaringLibrary
{
    private readonly delegate* unmanaged<byte*, nuint, nint> _deserialize;
    private readonly delegate* unmanaged<nint, nuint> _size;
    private readonly delegate* unmanaged<nint, byte> _optimize;
    private readonly delegate* unmanaged<nint, void> _free;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, nint, ulong> _and;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, nint, ulong> _or;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, nint, ulong> _xor;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, nint, ulong> _andNot;

    private CRoaringLibrary(nint library)
    {
        nint Export(string name) => NativeLibrary.GetExport(library, "roaring_bitmap_" + name);
        _deserialize = (delegate* unmanaged<byte*, nuint, nint>)Export("portable_deserialize_safe");
        _size = (delegate* unmanaged<nint, nuint>)Export("portable_size_in_bytes");
        _optimize = (delegate* unmanaged<nint, byte>)Export("run_optimize");
        _free = (delegate* unmanaged<nint, void>)Export("free");
        _and = (delegate* unmanaged[SuppressGCTransition]<nint, nint, ulong>)Export("and_cardinality");
        _or = (delegate* unmanaged[SuppressGCTransition]<nint, nint, ulong>)Export("or_cardinality");
        _xor = (delegate* unmanaged[SuppressGCTransition]<nint, nint, ulong>)Export("xor_cardinality");
        _andNot = (delegate* unmanaged[SuppressGCTransition]<nint, nint, ulong>)Export("andnot_cardinality");
    }

    /// <summary>The library, or null where it is not installed.</summary>
    public static CRoaringLibrary? TryLoad()
    {
        foreach (string name in (string[])["libroaring.so.0", "libroaring.so", "libroaring"])
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                return new CRoaringLibrary(library);
            }
        }

        return null;
    }

    /// <summary>A bitmap in the library's memory; to be given to <see cref="Free"/>.</summary>
    public nint Deserialize(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            nint bitmap = _deserialize(start, (nuint)bytes.Length);
            return bitmap != 0 ? bitmap : throw new FormatException("CRoaring does not read these bytes");
        }
    }

    public long SerializedSize(nint bitmap) => (long)_size(bitmap);

    public void Optimize(nint bitmap) => _optimize(bitmap);

    public void Free(nint bitmap) => _free(bitmap);

    public long AndCount(nint a, nint b) => (long)_and(a, b);

    public long OrCount(nint a, nint b) => (long)_or(a, b);

    public long XorCount(nint a, nint b) => (long)_xor(a, b);

    public long AndNotCount(nint a, nint b) => (long)_andNot(a, b);
}
