using System.Runtime.InteropServices;

namespace CompExplain.Roaring.Tests;

/// <summary>The C library, where it is installed (Debian's libroaring0), as a second opinion.</summary>
internal static unsafe class CRoaring
{
    private static readonly nint Library = Load();

    public static void SkipWhereAbsent() =>
        Assert.SkipWhen(Library == 0, "libroaring.so is not on this machine; install libroaring0 to compare with CRoaring");

    public static nint Deserialize(byte[] bytes)
    {
        fixed (byte* start = bytes)
        {
            nint bitmap = ((delegate* unmanaged<byte*, nuint, nint>)Export("roaring_bitmap_portable_deserialize_safe"))(
                start, (nuint)bytes.Length);
            Assert.NotEqual(0, bitmap);
            return bitmap;
        }
    }

    public static byte[] Serialize(nint bitmap)
    {
        byte[] bytes = new byte[((delegate* unmanaged<nint, nuint>)Export("roaring_bitmap_portable_size_in_bytes"))(bitmap)];
        fixed (byte* start = bytes)
        {
            ((delegate* unmanaged<nint, byte*, nuint>)Export("roaring_bitmap_portable_serialize"))(bitmap, start);
        }

        return bytes;
    }

    public static ulong Count(nint bitmap) => ((delegate* unmanaged<nint, ulong>)Export("roaring_bitmap_get_cardinality"))(bitmap);

    /// <summary>The count of an operation: and, or, xor, andnot.</summary>
    public static ulong Count(string operation, nint a, nint b) =>
        ((delegate* unmanaged<nint, nint, ulong>)Export($"roaring_bitmap_{operation}_cardinality"))(a, b);

    /// <summary>The result of an operation: and, or, xor, andnot.</summary>
    public static nint Apply(string operation, nint a, nint b) =>
        ((delegate* unmanaged<nint, nint, nint>)Export($"roaring_bitmap_{operation}"))(a, b);

    public static void RunOptimize(nint bitmap) =>
        ((delegate* unmanaged<nint, byte>)Export("roaring_bitmap_run_optimize"))(bitmap);

    public static bool AreEqual(nint a, nint b) =>
        ((delegate* unmanaged<nint, nint, byte>)Export("roaring_bitmap_equals"))(a, b) != 0;

    public static void Free(nint bitmap) => ((delegate* unmanaged<nint, void>)Export("roaring_bitmap_free"))(bitmap);

    private static nint Export(string name) => NativeLibrary.GetExport(Library, name);

    private static nint Load()
    {
        foreach (string name in new[] { "libroaring.so.0", "libroaring.so", "libroaring" })
        {
            if (NativeLibrary.TryLoad(name, out nint library))
            {
                return library;
            }
        }

        return 0;
    }
}
