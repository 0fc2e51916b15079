using CompExplain.Query.Ast;
using CompExplain.Storage;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Execution;

/// <summary>
/// A unit's stored activations, at every position: the raw grid interpolated as at import, an input's rows at a time.
/// </summary>
internal sealed class UnitActivations
{
    private readonly ProbeDatabase _database;
    private readonly Layer _layer;
    private readonly Unit _unit;
    private readonly BilinearUpsampler _upsampler;

    /// <param name="database">The database.</param>
    /// <param name="layer">The unit's layer, whose activations are stored.</param>
    /// <param name="unit">The unit.</param>
    public UnitActivations(ProbeDatabase database, Layer layer, Unit unit)
    {
        _database = database;
        _layer = layer;
        _unit = unit;
        _upsampler = new BilinearUpsampler(_layer.GridHeight, _layer.GridWidth, database.Dataset.Height, database.Dataset.Width);
    }

    /// <summary>Which activations a condition lets through.</summary>
    public ActivationInterval Interval(UnitCondition condition) => condition switch
    {
        UnitTopShare { Share: >= 1 } => ActivationInterval.All,
        UnitTopShare top => new(
            new UnitThresholder(_upsampler, _database.Dataset.InputCount).OverPositions(AllValues(), top.Share),
            float.PositiveInfinity),
        UnitAbove above => ActivationInterval.GreaterThan(above.Value),
        UnitBetween between => ActivationInterval.Between(between.Low, between.High),
        UnitRange range => ActivationRanges.Of(AllValues()) is var ranges && range.Number < ranges.Count
            ? ranges[range.Number]
            : new(float.PositiveInfinity, float.PositiveInfinity),
        _ => throw new NotSupportedException(condition.GetType().Name),
    };

    /// <summary>Which activations are the highest of each share, over 0 and under 1.</summary>
    public IEnumerable<ActivationInterval> TopShares(IReadOnlyList<double> shares) =>
        new UnitThresholder(_upsampler, _database.Dataset.InputCount).OverPositions(AllValues(), shares)
            .Select(threshold => new ActivationInterval(threshold, float.PositiveInfinity));

    /// <summary>The positions of a shard whose activations are in a set; the caller disposes the bitmap.</summary>
    public NativeBitmap Cut(ActivationSet set, int shard)
    {
        // A shard by itself is laid out as one shard.
        var mask = new MaskBuilder(_database.Shards with { InputCount = _database.Shards.InputsIn(shard) });
        new UnitThresholder(_upsampler, _database.Shards.InputsIn(shard)).Cut(Values(shard), set, mask);
        return mask.FinishBitmap();
    }

    /// <summary>Visits the rows of a shard that have an activation above a floor, and perhaps others.</summary>
    public void Visit<TVisitor>(int shard, float floor, TVisitor visitor)
        where TVisitor : IRowVisitor => new UnitThresholder(_upsampler, _database.Shards.InputsIn(shard)).Visit(
            Values(shard), floor, 1, visitor);

    private float[] Values(int shard) => _database.Activations.Values(_layer, _unit.Id, shard);

    /// <summary>All activations, input by input: inputs x grid height x grid width values.</summary>
    /// <exception cref="StorageException">They are damaged.</exception>
    public float[] AllValues()
    {
        if (_database.Shards.ShardCount == 1)
        {
            return Values(0);
        }

        float[] all = new float[(long)_database.Dataset.InputCount * _layer.GridHeight * _layer.GridWidth];
        int at = 0;
        for (int shard = 0; shard < _database.Shards.ShardCount; shard++)
        {
            float[] values = Values(shard);
            values.CopyTo(all, at);
            at += values.Length;
        }

        return all;
    }
}
