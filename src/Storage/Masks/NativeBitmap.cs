using Roaring.Net.CRoaring;

namespace CompExplain.Storage.Masks;

/// <summary>
/// A library's bitmap with its one owner, who disposes it: native memory, which the garbage collector does not know. All bitmaps of
/// the product are held so, and are counted: <see cref="Alive"/>.
/// </summary>
public sealed class NativeBitmap : IDisposable
{
    private static long _alive;

    private readonly Roaring32BitmapMemory? _memory;
    private Roaring32BitmapBase? _bitmap;

    /// <summary>Takes a bitmap over.</summary>
    /// <param name="bitmap">The bitmap; disposed with this.</param>
    public NativeBitmap(Roaring32BitmapBase bitmap)
        : this(bitmap, null)
    {
    }

    private NativeBitmap(Roaring32BitmapBase bitmap, Roaring32BitmapMemory? memory)
    {
        ArgumentNullException.ThrowIfNull(bitmap);
        _bitmap = bitmap;
        _memory = memory;
        Interlocked.Increment(ref _alive);
    }

    /// <summary>How many bitmaps of this process are not disposed.</summary>
    public static long Alive => Interlocked.Read(ref _alive);

    /// <summary>The bitmap.</summary>
    /// <exception cref="ObjectDisposedException">It is disposed.</exception>
    public Roaring32BitmapBase Value => _bitmap ?? throw new ObjectDisposedException(nameof(NativeBitmap));

    /// <summary>Its positions, serialised; a copy.</summary>
    public SerializedMask ToSerialized() => Value is Roaring32Bitmap bitmap ? SerializedMask.Of(bitmap) : SerializedMask.Read(_memory!.AsSpan().ToArray());

    /// <summary>A bitmap of runs that can be changed.</summary>
    internal static NativeBitmap FromRuns(ReadOnlySpan<(uint First, uint Last)> runs)
    {
        var bitmap = new NativeBitmap(
            runs.IsEmpty ? new Roaring32Bitmap() : Roaring32Bitmap.Deserialize(SerializedMask.Write(runs), SerializationFormat.Portable));
        ((Roaring32Bitmap)bitmap.Value).Optimize();
        return bitmap;
    }

    /// <summary>A bitmap over a copy of serialised bytes: nothing is decoded, and it cannot be changed.</summary>
    /// <param name="bytes">Bytes that <see cref="PortableCheck"/> has accepted.</param>
    /// <exception cref="FormatException">The library finds them damaged.</exception>
    internal static NativeBitmap Open(ReadOnlySpan<byte> bytes)
    {
        var memory = new Roaring32BitmapMemory((nuint)bytes.Length);
        FrozenRoaring32Bitmap? bitmap = null;
        try
        {
            memory.Write(bytes);
            bitmap = memory.ToFrozen(SerializationFormat.Portable);
            return bitmap.IsValid(out string? reason)
                ? new NativeBitmap(bitmap, memory)
                : throw new FormatException($"not a roaring bitmap: {reason}");
        }
        catch
        {
            bitmap?.Dispose();
            memory.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _bitmap, null) is { } bitmap)
        {
            bitmap.Dispose();
            _memory?.Dispose();
            Interlocked.Decrement(ref _alive);
        }
    }
}
