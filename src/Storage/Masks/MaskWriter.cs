using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Storage.Masks;

/// <summary>Writes masks, each checked to lie within its shard and to be of the inputs that are being added.</summary>
internal sealed class MaskWriter
{
    private readonly ProbeConnection _connection;
    private readonly MaskStore _masks;
    private readonly ShardLayout _shards;
    private readonly int _firstNewInput;

    /// <param name="connection">The database.</param>
    /// <param name="masks">Its masks.</param>
    /// <param name="shards">Its shards, with the new inputs.</param>
    /// <param name="firstNewInput">The first of the inputs that are appended; 0 if none are.</param>
    public MaskWriter(ProbeConnection connection, MaskStore masks, ShardLayout shards, int firstNewInput)
    {
        _connection = connection;
        _masks = masks;
        _shards = shards;
        _firstNewInput = firstNewInput;
    }

    /// <summary>Adds a mask in one shard.</summary>
    /// <returns>Whether anything was written: false if the mask is empty.</returns>
    /// <exception cref="ArgumentException">
    /// The mask goes beyond the shard, or has positions of inputs that are not new.
    /// </exception>
    public bool Add(MaskOwner owner, int shard, SerializedMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, _shards.ShardCount);
        if (mask.IsEmpty)
        {
            return false;
        }

        if (mask.Last >= _shards.PositionsIn(shard))
        {
            throw new ArgumentException($"the mask of {owner} goes beyond shard {shard}", nameof(mask));
        }

        if (_firstNewInput > _shards.FirstInput(shard) && !owner.IsUnit)
        {
            if (mask.First < (long)(_firstNewInput - _shards.FirstInput(shard)) * _shards.PositionsPerInput)
            {
                throw new ArgumentException($"the mask of {owner} has positions of inputs that were there before", nameof(mask));
            }

            mask = WithStored(owner, shard, mask);
        }

        _connection.InsertBlob(
            $"""
            INSERT INTO {owner.Table} ({owner.Column}, shard, cardinality, checksum, data)
            VALUES (@1, @2, @3, @4, zeroblob(@5))
            """,
            owner.Table,
            mask.Bytes,
            owner.Id,
            shard,
            mask.Count,
            Checksum.Of(mask.Bytes));
        return true;
    }

    private SerializedMask WithStored(MaskOwner owner, int shard, SerializedMask mask)
    {
        var stored = _masks.Read(owner, shard);
        if (stored.IsEmpty)
        {
            return mask;
        }

        _connection.Execute($"DELETE FROM {owner.Table} WHERE {owner.Column} = @1 AND shard = @2", owner.Id, shard);
        return mask.With(stored);
    }
}
