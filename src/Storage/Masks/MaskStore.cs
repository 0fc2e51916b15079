using System.Collections.Concurrent;
using CompExplain.Roaring;
using CompExplain.Storage.Files;

namespace CompExplain.Storage.Masks;

/// <summary>Reads and writes masks, and keeps those read, up to a bound.</summary>
internal sealed class MaskStore
{
    private const long CacheBytes = 256L << 20;

    private static readonly RoaringView Empty = RoaringView.Open(new Roaring32Bitmap().Serialize());

    private readonly ProbeConnection _connection;
    private readonly ConcurrentDictionary<(MaskOwner Owner, int Shard), RoaringView> _cache = new();
    private long _cached;
    private long _bytesRead;

    public MaskStore(ProbeConnection connection) => _connection = connection;

    /// <summary>Bytes of masks read from the file so far.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    public void Write(MaskOwner owner, int shard, Roaring32Bitmap mask)
    {
        mask.Optimize();
        byte[] data = mask.Serialize();
        _connection.InsertBlob(
            $"INSERT INTO {owner.Table} ({owner.Column}, shard, cardinality, checksum, data) VALUES (@1, @2, @3, @4, zeroblob(@5))",
            owner.Table, data, owner.Id, shard, mask.Count, Checksum.Of(data));
    }

    /// <summary>Adds positions to a mask, which may have some in the shard already.</summary>
    public void Add(MaskOwner owner, int shard, Roaring32Bitmap mask)
    {
        var stored = ReadOnce(owner, shard);
        if (!stored.IsEmpty)
        {
            mask.OrWith(stored);
            _connection.Execute($"DELETE FROM {owner.Table} WHERE {owner.Column} = @1 AND shard = @2", owner.Id, shard);
        }

        Write(owner, shard, mask);
    }

    /// <summary>A mask's positions in a shard, empty where none are stored.</summary>
    /// <exception cref="StorageException">The stored bytes do not match their checksum, or are no bitmap.</exception>
    public RoaringView Read(MaskOwner owner, int shard)
    {
        if (_cache.TryGetValue((owner, shard), out var known))
        {
            return known;
        }

        var view = ReadOnce(owner, shard);
        long size = view.Bytes.Length;
        if (Interlocked.Add(ref _cached, size) > CacheBytes)
        {
            _cache.Clear();
            Interlocked.Exchange(ref _cached, size);
        }

        _cache[(owner, shard)] = view;
        return view;
    }

    /// <summary>As <see cref="Read"/>, for work that goes through all masks and comes to none again.</summary>
    public RoaringView ReadOnce(MaskOwner owner, int shard)
    {
        var rows = _connection.Rows(
            $"SELECT cardinality, checksum, data FROM {owner.Table} WHERE {owner.Column} = @1 AND shard = @2",
            row => (Cardinality: row.GetInt64(0), Checksum: row.GetInt64(1), Data: row.GetFieldValue<byte[]>(2)), owner.Id, shard);
        if (rows.Count == 0)
        {
            return Empty;
        }

        Interlocked.Add(ref _bytesRead, rows[0].Data.Length);
        return Check(owner, shard, rows[0].Cardinality, rows[0].Checksum, rows[0].Data);
    }

    /// <summary>The bitmap in stored bytes, once they have been held to what is stored beside them.</summary>
    public RoaringView Check(MaskOwner owner, int shard, long cardinality, long checksum, byte[] data)
    {
        if (Checksum.Of(data) != checksum)
        {
            throw StorageException.Damaged(_connection.Path, $"the mask of {owner}, shard {shard}, does not match its checksum");
        }

        RoaringView view;
        try
        {
            view = RoaringView.Open(data);
        }
        catch (FormatException error)
        {
            throw StorageException.Damaged(_connection.Path, $"the mask of {owner}, shard {shard}: {error.Message}", error);
        }

        if (view.Count != cardinality)
        {
            throw StorageException.Damaged(_connection.Path, $"the mask of {owner}, shard {shard}, has {view.Count} positions, and {cardinality} are on record");
        }

        return view;
    }
}
