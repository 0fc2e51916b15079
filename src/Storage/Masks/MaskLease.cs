using Roaring.Net.CRoaring;

namespace CompExplain.Storage.Masks;

/// <summary>
/// A stored mask's positions in one shard, lent by the cache of opened masks until this is disposed. It cannot be changed.
/// </summary>
public sealed class MaskLease : IDisposable
{
    private readonly MaskCache.Entry _entry;
    private MaskCache? _cache;

    internal MaskLease(MaskCache cache, MaskCache.Entry entry) => (_cache, _entry) = (cache, entry);

    /// <summary>How many positions there are.</summary>
    public long Count => _entry.Count;

    /// <summary>The bitmap; not to be disposed, nor used after this is disposed.</summary>
    /// <exception cref="ObjectDisposedException">This is disposed.</exception>
    public Roaring32BitmapBase Value =>
        _cache is null ? throw new ObjectDisposedException(nameof(MaskLease)) : _entry.Bitmap.Value;

    /// <summary>The positions, serialised; a copy.</summary>
    public SerializedMask ToSerialized() => _entry.Bitmap.ToSerialized();

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref _cache, null)?.Release(_entry);
}
