using System.Runtime.InteropServices;
using CompExplain.Storage.Files;

namespace CompExplain.Storage.Activations;

/// <summary>Writes what a network computed: the units' activations, its classes, its outputs and its last weights.</summary>
internal sealed class ActivationWriter
{
    private readonly ProbeConnection _connection;

    public ActivationWriter(ProbeConnection connection) => _connection = connection;

    /// <summary>Adds a unit's activations on the inputs of one shard.</summary>
    public void Add(int unitId, int shard, ReadOnlySpan<byte> littleEndianValues) => _connection.InsertBlob(
        "INSERT INTO activations (unit_id, shard, checksum, data) VALUES (@1, @2, @3, zeroblob(@4))",
        "activations",
        littleEndianValues,
        unitId,
        shard,
        Checksum.Of(littleEndianValues));

    /// <summary>Replaces the classes; the logits and weights of the old ones are deleted.</summary>
    public void SetClasses(IReadOnlyList<string> names)
    {
        _connection.Execute("DELETE FROM class_weights");
        _connection.Execute("DELETE FROM classes");
        for (int i = 0; i < names.Count; i++)
        {
            _connection.Execute("INSERT INTO classes (id, name) VALUES (@1, @2)", i, names[i]);
        }
    }

    /// <summary>Replaces the outputs for a class.</summary>
    /// <exception cref="ArgumentException">Not one value for each input.</exception>
    public void SetLogits(int classId, ReadOnlySpan<float> values, int inputs)
    {
        if (values.Length != inputs)
        {
            throw new ArgumentException($"{inputs} inputs need as many logits, not {values.Length}", nameof(values));
        }

        var data = MemoryMarshal.AsBytes(values);
        _connection.Execute("DELETE FROM logits WHERE class_id = @1", classId);
        _connection.InsertBlob(
            "INSERT INTO logits (class_id, checksum, data) VALUES (@1, @2, zeroblob(@3))",
            "logits",
            data,
            classId,
            Checksum.Of(data));
    }

    /// <summary>Replaces the weights from a layer's units to the classes.</summary>
    /// <exception cref="ArgumentException">Not one weight for each class and unit.</exception>
    public void SetClassWeights(int layerId, ReadOnlySpan<float> weights)
    {
        long classes = _connection.Scalar<long>("SELECT count(*) FROM classes");
        long units = _connection.Scalar<long>("SELECT count(*) FROM units WHERE layer_id = @1", layerId);
        if (weights.Length != classes * units)
        {
            throw new ArgumentException(
                $"{classes} classes of {units} units need {classes * units} weights, not {weights.Length}", nameof(weights));
        }

        var data = MemoryMarshal.AsBytes(weights);
        _connection.Execute("DELETE FROM class_weights WHERE layer_id = @1", layerId);
        _connection.InsertBlob(
            "INSERT INTO class_weights (layer_id, checksum, data) VALUES (@1, @2, zeroblob(@3))",
            "class_weights",
            data,
            layerId,
            Checksum.Of(data));
    }
}
