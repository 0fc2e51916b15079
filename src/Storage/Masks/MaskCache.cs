namespace CompExplain.Storage.Masks;

/// <summary>
/// Opened masks, up to a number of bytes: the least recently used is evicted first. A mask that is lent when it is evicted is
/// disposed when it is returned. Safe to use from many threads.
/// </summary>
internal sealed class MaskCache : IDisposable
{
    // What the library and the cache keep beside a mask's bytes: a handful of objects, and as much for each container.
    private const int EntryOverhead = 512;
    private const int ContainerOverhead = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<(MaskOwner Owner, int Shard), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _recent = [];
    private readonly long _limit;
    private bool _isDisposed;
    private long _bytes;
    private long _hits;
    private long _misses;
    private long _evicted;

    /// <param name="limit">The maximum number of bytes.</param>
    public MaskCache(long limit) => _limit = limit;

    /// <summary>What the cache holds, and how often it served.</summary>
    public MaskCacheStatistics Statistics
    {
        get
        {
            lock (_lock)
            {
                return new(_bytes, _limit, _entries.Count, _hits, _misses, _evicted);
            }
        }
    }

    /// <summary>Lends a mask; null if it is not in the cache.</summary>
    public MaskLease? Find(MaskOwner owner, int shard)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue((owner, shard), out var node))
            {
                _misses++;
                return null;
            }

            _hits++;
            return Lend(node);
        }
    }

    /// <summary>
    /// Takes a bitmap over and lends it. If another thread added it meanwhile, that one is lent and this one disposed.
    /// </summary>
    public MaskLease Add(MaskOwner owner, int shard, NativeBitmap bitmap, long count, int length)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue((owner, shard), out var known))
            {
                bitmap.Dispose();
                return Lend(known);
            }

            // A container holds up to 65,536 positions, and takes at least 10 bytes.
            long containers = Math.Min(1 + (length / 10), 1 << 8);
            long size = length + EntryOverhead + (ContainerOverhead * containers);
            var entry = new Entry(owner, shard, bitmap, count, size) { Users = 1 };
            if (_isDisposed || entry.Size > _limit)
            {
                entry.IsEvicted = true;
                return new MaskLease(this, entry);
            }

            _entries.Add((owner, shard), _recent.AddFirst(entry));
            _bytes += entry.Size;
            while (_bytes > _limit)
            {
                _evicted++;
                Remove(_recent.Last!);
            }

            return new MaskLease(this, entry);
        }
    }

    /// <summary>Returns a mask that was lent.</summary>
    public void Release(Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Users == 0 && entry.IsEvicted)
            {
                entry.Bitmap.Dispose();
            }
        }
    }

    /// <summary>Empties the cache; masks that are lent are disposed when they are returned.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            while (_recent.Last is { } last)
            {
                Remove(last);
            }
        }
    }

    private MaskLease Lend(LinkedListNode<Entry> node)
    {
        _recent.Remove(node);
        _recent.AddFirst(node);
        node.Value.Users++;
        return new MaskLease(this, node.Value);
    }

    private void Remove(LinkedListNode<Entry> node)
    {
        var entry = node.Value;
        _recent.Remove(node);
        _entries.Remove((entry.Owner, entry.Shard));
        _bytes -= entry.Size;
        entry.IsEvicted = true;
        if (entry.Users == 0)
        {
            entry.Bitmap.Dispose();
        }
    }

    /// <summary>An opened mask, and how many hold it.</summary>
    internal sealed class Entry(MaskOwner owner, int shard, NativeBitmap bitmap, long count, long size)
    {
        public MaskOwner Owner => owner;

        public int Shard => shard;

        public NativeBitmap Bitmap => bitmap;

        public long Count => count;

        public long Size => size;

        public int Users { get; set; }

        /// <summary>Whether it is no longer in the cache: the last holder disposes it.</summary>
        public bool IsEvicted { get; set; }
    }
}
