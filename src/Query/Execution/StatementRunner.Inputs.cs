using System.Buffers.Binary;
using CompExplain.Query.Ast;
using CompExplain.Query.Binding;

namespace CompExplain.Query.Execution;

/// <content>What a formula is on each input.</content>
internal sealed partial class StatementRunner
{
    /// <summary>How many positions of a formula each input has.</summary>
    public long[] CountByInput(Formula formula) => CountByInput(_binder.Bind(formula));

    /// <summary>Where in an input a formula is true.</summary>
    public bool[] MaskOn(Formula formula, int input)
    {
        _cancellation.ThrowIfCancellationRequested();
        return _masks.MaskOn(_planner.Plan(_binder.Bind(formula)), input);
    }

    /// <summary>The inputs that have the most of a formula.</summary>
    public List<RankedInput> TopInputs(Formula formula, int count)
    {
        var bound = _binder.Bind(formula);
        long[] counts = CountByInput(bound);
        var inputs = Enumerable.Range(0, counts.Length).Where(input => counts[input] > 0);

        // Sentence pairs have one position each: how much a unit is active is all that tells them apart.
        float[]? highest = bound is BoundUnit unit && _database.Shards.PositionsPerInput == 1 ? Activations(unit.Id) : null;
        var ordered = highest is null
            ? inputs.OrderByDescending(input => counts[input])
            : inputs.OrderByDescending(input => counts[input]).ThenByDescending(input => highest[input]);
        return ordered.ThenBy(input => input).Take(count).Select(input => new RankedInput(input, counts[input], highest?[input])).ToList();
    }

    // One activation an input, as stored; null where none are, or where they are bits.
    private float[]? Activations(int unitId)
    {
        var unit = _database.Layers.SelectMany(layer => _database.Units(layer.Id)).First(each => each.Id == unitId);
        int bytes = _tables.LayerOf(unit).ActivationType switch { "float16" => 2, "float32" => 4, _ => 0 };
        if (bytes == 0)
        {
            return null;
        }

        float[] all = new float[_database.Dataset.InputCount];
        for (int shard = 0; shard < _database.Shards.ShardCount; shard++)
        {
            byte[]? data = _database.Activations.Read(unitId, shard);
            if (data is null || data.Length != bytes * _database.Shards.InputsIn(shard))
            {
                return null;
            }

            int first = _database.Shards.FirstInput(shard);
            for (int i = 0; i < data.Length / bytes; i++)
            {
                all[first + i] = bytes == 2 ? (float)BinaryPrimitives.ReadHalfLittleEndian(data.AsSpan(2 * i)) : BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(4 * i));
            }
        }

        return all;
    }
}
