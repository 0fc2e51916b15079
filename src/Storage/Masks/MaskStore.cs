using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Storage.Masks;

/// <summary>
/// Reads masks, checks their bytes before they are used, and keeps those that were opened, up to a number of bytes. Safe to use
/// from many threads. The database disposes it.
/// </summary>
public sealed class MaskStore : IDisposable
{
    private readonly ProbeConnection _connection;
    private readonly MaskCache _cache;
    private long _bytesRead;

    internal MaskStore(ProbeConnection connection, ShardLayout shards, long cacheBytes = 0)
    {
        _connection = connection;
        Shards = shards;
        _cache = new MaskCache(cacheBytes);
    }

    /// <summary>Bytes of masks read from the file since it was opened.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>How the dataset's positions are cut into shards; a writer that adds inputs sets it.</summary>
    internal ShardLayout Shards { get; set; }

    /// <summary>The cache of opened masks.</summary>
    public MaskCacheStatistics Cache => _cache.Statistics;

    /// <summary>The number of bytes of the file that a mask takes.</summary>
    /// <param name="owner">Whose mask it is.</param>
    public long LengthOf(MaskOwner owner) => _connection.Scalar<long>(
        $"SELECT coalesce(sum(length(data)), 0) FROM {owner.Table} WHERE {owner.Column} = @1", owner.Id);

    /// <summary>A mask's positions in a shard, opened to compute with; empty if none are stored.</summary>
    /// <param name="owner">Whose mask it is.</param>
    /// <param name="shard">The shard.</param>
    /// <returns>The mask; the caller disposes it when the work is done.</returns>
    /// <exception cref="StorageException">The stored bytes do not match their checksum, or are not a bitmap.</exception>
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

    /// <summary>
    /// A mask's positions in a shard as they are stored, counted from the shard's first input; empty if none are stored. Nothing
    /// is kept.
    /// </summary>
    /// <param name="owner">Whose mask it is.</param>
    /// <param name="shard">The shard.</param>
    /// <exception cref="StorageException">The stored bytes do not match their checksum, or are not a bitmap.</exception>
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
    internal SerializedMask Check(MaskOwner owner, int shard, long cardinality, long checksum, byte[] data)
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

        if (mask.Count != cardinality)
        {
            throw StorageException.Damaged(
                _connection.Path,
                $"the mask of {owner}, shard {shard}, has {mask.Count} positions, and {cardinality} are on record");
        }

        return shard >= 0 && shard < Shards.ShardCount && (mask.IsEmpty || mask.Last < Shards.PositionsIn(shard))
            ? mask
            : throw StorageException.Damaged(_connection.Path, $"the mask of {owner} goes beyond shard {shard}");
    }

    /// <summary>Disposes the masks that are kept.</summary>
    public void Dispose() => _cache.Dispose();

    private StorageException Damaged(MaskOwner owner, int shard, FormatException error) =>
        StorageException.Damaged(_connection.Path, $"the mask of {owner}, shard {shard}: {error.Message}", error);
}
