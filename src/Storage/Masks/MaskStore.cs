using CompExplain.Storage.Files;

namespace CompExplain.Storage.Masks;

/// <summary>Reads and writes masks, and keeps those opened, up to a number of bytes.</summary>
internal sealed class MaskStore : IDisposable
{
    private readonly ProbeConnection _connection;
    private readonly MaskCache _cache;
    private long _bytesRead;

    public MaskStore(ProbeConnection connection, long cacheBytes = 0)
    {
        _connection = connection;
        _cache = new MaskCache(cacheBytes);
    }

    /// <summary>Bytes of masks read from the file so far.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    public MaskCacheStatistics Cache => _cache.Statistics;

    public void Write(MaskOwner owner, int shard, SerializedMask mask) => _connection.InsertBlob(
        $"INSERT INTO {owner.Table} ({owner.Column}, shard, cardinality, checksum, data) VALUES (@1, @2, @3, @4, zeroblob(@5))",
        owner.Table, mask.Bytes, owner.Id, shard, mask.Count, Checksum.Of(mask.Bytes));

    /// <summary>Adds positions to a mask, which may have some in the shard already.</summary>
    public void Add(MaskOwner owner, int shard, SerializedMask mask)
    {
        var stored = Read(owner, shard);
        if (!stored.IsEmpty)
        {
            mask = mask.With(stored);
            _connection.Execute($"DELETE FROM {owner.Table} WHERE {owner.Column} = @1 AND shard = @2", owner.Id, shard);
        }

        Write(owner, shard, mask);
    }

    /// <summary>A mask's positions in a shard, opened to compute with; empty where none are stored.</summary>
    /// <exception cref="StorageException">The stored bytes do not match their checksum, or are no bitmap.</exception>
    public MaskLease Open(MaskOwner owner, int shard)
    {
        if (_cache.Find(owner, shard) is { } known)
        {
            return known;
        }

        var mask = Read(owner, shard);
        try
        {
            return _cache.Add(owner, shard, mask.Open(), mask.Count, mask.Bytes.Length);
        }
        catch (FormatException error)
        {
            throw Damaged(owner, shard, error);
        }
    }

    /// <summary>A mask's positions in a shard as they are stored; empty where none are. Nothing is kept.</summary>
    /// <exception cref="StorageException">The stored bytes do not match their checksum, or are no bitmap.</exception>
    public SerializedMask Read(MaskOwner owner, int shard)
    {
        var rows = _connection.Rows(
            $"SELECT cardinality, checksum, data FROM {owner.Table} WHERE {owner.Column} = @1 AND shard = @2",
            row => (Cardinality: row.GetInt64(0), Checksum: row.GetInt64(1), Data: row.GetFieldValue<byte[]>(2)),
            owner.Id,
            shard);
        if (rows.Count == 0)
        {
            return SerializedMask.Empty;
        }

        Interlocked.Add(ref _bytesRead, rows[0].Data.Length);
        return Check(owner, shard, rows[0].Cardinality, rows[0].Checksum, rows[0].Data);
    }

    /// <summary>The mask in stored bytes, once they are checked against what is stored beside them.</summary>
    public SerializedMask Check(MaskOwner owner, int shard, long cardinality, long checksum, byte[] data)
    {
        if (Checksum.Of(data) != checksum)
        {
            throw StorageException.Damaged(_connection.Path, $"the mask of {owner}, shard {shard}, does not match its checksum");
        }

        SerializedMask mask;
        try
        {
            mask = SerializedMask.Read(data);
        }
        catch (FormatException error)
        {
            throw Damaged(owner, shard, error);
        }

        return mask.Count == cardinality ? mask : throw StorageException.Damaged(
            _connection.Path, $"the mask of {owner}, shard {shard}, has {mask.Count} positions, and {cardinality} are on record");
    }

    /// <summary>Disposes the masks that are kept.</summary>
    public void Dispose() => _cache.Dispose();

    private StorageException Damaged(MaskOwner owner, int shard, FormatException error) =>
        StorageException.Damaged(_connection.Path, $"the mask of {owner}, shard {shard}: {error.Message}", error);
}
