using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

namespace CompExplain.Storage.Activations;

/// <summary>The stored activations of units. Safe to use from many threads.</summary>
public sealed class ActivationStore
{
    private readonly ProbeConnection _connection;
    private readonly ShardLayout _shards;
    private long _bytesRead;

    internal ActivationStore(ProbeConnection connection, ShardLayout shards)
    {
        _connection = connection;
        _shards = shards;
    }

    /// <summary>Bytes of activations read from the file to compute with, since it was opened.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>
    /// A unit's activations on the inputs of one shard, as they were written: inputs x grid height x grid width values of the
    /// layer's activation type, little endian; null if none are stored. In a layer of float16, a unit that float16 cannot hold
    /// has values of float32; the length tells which.
    /// </summary>
    /// <param name="unitId">The unit's number in the database.</param>
    /// <param name="shard">The shard.</param>
    /// <exception cref="StorageException">They are damaged.</exception>
    public byte[]? Read(int unitId, int shard)
    {
        var rows = _connection.Rows(
            "SELECT id, checksum FROM activations WHERE unit_id = @1 AND shard = @2",
            row => (Id: row.GetInt64(0), Checksum: row.GetInt64(1)),
            unitId,
            shard);
        if (rows.Count == 0)
        {
            return null;
        }

        byte[] data = _connection.ReadBlob<byte>("activations", rows[0].Id);
        return Checksum.Of(data) == rows[0].Checksum
            ? data
            : throw Damaged($"the activations of unit {unitId}, shard {shard}, do not match their checksum");
    }

    /// <summary>A unit's activations on the inputs of one shard: inputs x grid height x grid width values.</summary>
    /// <param name="layer">The unit's layer, whose activations are stored.</param>
    /// <param name="unitId">The unit's number in the database.</param>
    /// <param name="shard">The shard.</param>
    /// <exception cref="StorageException">They are not stored, or are damaged.</exception>
    public float[] Values(Layer layer, int unitId, int shard)
    {
        ArgumentNullException.ThrowIfNull(layer);
        byte[] data = Read(unitId, shard) ?? throw Damaged($"the activations of unit {unitId}, shard {shard}, are missing");
        Interlocked.Add(ref _bytesRead, data.Length);
        var type = TypeOf(layer, unitId, shard, data.Length);
        float[] values = new float[data.Length / Elements.SizeOf(type)];
        Elements.Decode(type, data, values);
        return values;
    }

    /// <summary>Checks the lengths of all activations of a layer.</summary>
    /// <exception cref="StorageException">One is no whole grid of each input.</exception>
    internal void CheckLengths(Layer layer)
    {
        var lengths = _connection.Rows(
            """
            SELECT unit_id, shard, length(data) FROM activations
            WHERE unit_id IN (SELECT id FROM units WHERE layer_id = @1) ORDER BY unit_id, shard
            """,
            row => (Unit: row.Int(0), Shard: row.Int(1, 0, _shards.ShardCount - 1), Length: row.Int(2)),
            layer.Id);
        foreach (var (unit, shard, length) in lengths)
        {
            TypeOf(layer, unit, shard, length);
        }
    }

    private ElementType TypeOf(Layer layer, int unitId, int shard, int length)
    {
        long count = (long)_shards.InputsIn(shard) * layer.GridHeight * layer.GridWidth;
        var type = layer.ActivationType == "float16" && length == count * Elements.SizeOf(ElementType.Float16)
            ? ElementType.Float16
            : ElementType.Float32;
        return length == count * Elements.SizeOf(type) ? type : throw Damaged(
            $"unit {unitId}, shard {shard}, has {length} bytes of activations, which are not {count} of {layer.ActivationType}");
    }

    private StorageException Damaged(string what) => StorageException.Damaged(_connection.Path, what);
}
