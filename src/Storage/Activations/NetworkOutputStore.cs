using System.Runtime.InteropServices;
using CompExplain.Storage.Files;

namespace CompExplain.Storage.Activations;

/// <summary>
/// The network's classes, its outputs for them, and the weights from units to classes. Safe to use from many threads.
/// </summary>
public sealed class NetworkOutputStore
{
    private readonly ProbeConnection _connection;
    private readonly int _inputs;

    internal NetworkOutputStore(ProbeConnection connection, int inputs)
    {
        _connection = connection;
        _inputs = inputs;
    }

    /// <summary>The network's classes, in the order of its outputs; empty if they are not known.</summary>
    public IReadOnlyList<string> Classes() =>
        _connection.Rows("SELECT name FROM classes ORDER BY id", row => row.GetString(0));

    /// <summary>The network's outputs before softmax for a class, by input; null if they are not stored.</summary>
    /// <param name="classId">The class's number, from 0.</param>
    /// <exception cref="StorageException">What is stored is damaged.</exception>
    public float[]? Logits(int classId) => Numbers("logits", "class_id", classId, _inputs);

    /// <summary>
    /// The weights with which the network's last layer sums a layer's units to classes: classes x units, class by class; null
    /// if they are not stored.
    /// </summary>
    /// <param name="layerId">The layer's number.</param>
    /// <exception cref="StorageException">What is stored is damaged.</exception>
    public float[]? ClassWeights(int layerId) => Numbers(
        "class_weights",
        "layer_id",
        layerId,
        _connection.Scalar<long>(
            "SELECT (SELECT count(*) FROM classes) * (SELECT count(*) FROM units WHERE layer_id = @1)", layerId));

    private float[]? Numbers(string table, string column, int id, long count)
    {
        var rows = _connection.Rows(
            $"SELECT id, checksum FROM {table} WHERE {column} = @1", row => (Id: row.GetInt64(0), Checksum: row.GetInt64(1)), id);
        if (rows.Count == 0)
        {
            return null;
        }

        float[] numbers = _connection.ReadBlob<float>(table, rows[0].Id);
        return numbers.Length == count && Checksum.Of(MemoryMarshal.AsBytes<float>(numbers)) == rows[0].Checksum
            ? numbers
            : throw StorageException.Damaged(_connection.Path, $"the {table} of {column} {id} do not match their checksum");
    }
}
