using System.Buffers.Binary;
using CompExplain.Query.Binding;

namespace CompExplain.Query.Execution.Operators;

/// <summary>The inputs that have the most of a formula, those with none of it left out.</summary>
internal sealed class RankInputsOperator : Operator<IReadOnlyList<RankedInput>>
{
    private readonly CountByInputOperator _counts;
    private readonly BoundUnit? _unit;
    private readonly int _count;

    /// <param name="context">The query.</param>
    /// <param name="formula">The formula that is counted.</param>
    /// <param name="counts">Its counts.</param>
    /// <param name="count">The maximum number of inputs.</param>
    public RankInputsOperator(QueryContext context, Bound formula, CountByInputOperator counts, int count)
        : base(context)
    {
        _counts = counts;
        _count = count;

        // Sentence pairs have one position each: how much a unit is active is all that tells them apart.
        _unit = context.Database.Shards.PositionsPerInput == 1 && formula is BoundUnit unit && BytesEach(unit) > 0 ? unit : null;
    }

    public override string Name => "rank inputs";

    public override string Detail => $"the {_count:N0} inputs with the most positions";

    public override string Path => _unit is null ? string.Empty : "activations";

    private protected override IReadOnlyList<RankedInput> Compute()
    {
        long[] counts = _counts.Result;
        float[]? highest = _unit is null ? null : Activations(_unit);
        var ordered = Enumerable.Range(0, counts.Length)
            .Where(input => counts[input] > 0)
            .OrderByDescending(input => counts[input]);
        if (highest is not null)
        {
            ordered = ordered.ThenByDescending(input => highest[input]);
        }

        return [.. ordered.ThenBy(input => input)
            .Take(_count)
            .Select(input => new RankedInput(input, counts[input], highest?[input]))];
    }

    private protected override long? Count(IReadOnlyList<RankedInput> result) => result.Count;

    private static int BytesEach(BoundUnit unit) => unit.Layer.ActivationType switch { "float16" => 2, "float32" => 4, _ => 0 };

    /// <summary>One activation an input, as stored; null if they are not stored.</summary>
    private float[]? Activations(BoundUnit unit)
    {
        var shards = Context.Database.Shards;
        int bytes = BytesEach(unit);
        float[] all = new float[Context.Database.Dataset.InputCount];
        for (int shard = 0; shard < shards.ShardCount; shard++)
        {
            byte[]? data = Context.Database.Activations.Read(unit.Unit.Id, shard);
            if (data is null || data.Length != bytes * shards.InputsIn(shard))
            {
                return null;
            }

            int first = shards.FirstInput(shard);
            for (int i = 0; i < data.Length / bytes; i++)
            {
                all[first + i] = bytes == 2
                    ? (float)BinaryPrimitives.ReadHalfLittleEndian(data.AsSpan(2 * i))
                    : BinaryPrimitives.ReadSingleLittleEndian(data.AsSpan(4 * i));
            }
        }

        return all;
    }
}
