using CompExplain.Query.Execution;
using CompExplain.Storage;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Scanning;

/// <summary>
/// Some of the inputs of a database, with the signature index that they would have as a data set of their own: what is
/// searched over it is searched exactly as if the other inputs were not there.
/// </summary>
public sealed class InputSubset
{
    private readonly ProbeDatabase _database;
    private readonly SerializedMask[] _positions;
    private readonly int[] _signatures;

    internal InputSubset(ProbeDatabase database, Func<int, bool> has, CancellationToken cancellation)
    {
        _database = database;
        var shards = database.Shards;
        _positions = [.. Enumerable.Range(0, shards.ShardCount).Select(
            shard => MaskEvaluator.WholeInputs(shards, shard, input => has(shards.FirstInput(shard) + input)).FinishShard())];
        var sizes = database.CountBySignature([shard => _positions[shard].Runs], cancellation)[0];
        _signatures = sizes.Signatures;
        Index = database.Index.Restrict(sizes);
    }

    /// <summary>The inputs' own signature index.</summary>
    public SignatureIndex Index { get; }

    /// <summary>Counts the part of each mask that lies in these inputs, by the signatures of <see cref="Index"/>; disposes the masks.</summary>
    internal IReadOnlyList<UnitHits> CountBySignature(IReadOnlyList<Func<int, ShardMask>> masks, CancellationToken cancellation)
    {
        var all = _database.CountBySignature(
            [.. masks.Select(mask => (Func<int, RunReader>)(shard => Within(mask(shard), shard)))], cancellation);
        return [.. all.Select(hits => hits with { Signatures = Array.ConvertAll(hits.Signatures, Number) })];
    }

    private RunReader Within(ShardMask mask, int shard)
    {
        using (mask)
        using (var positions = ShardMask.Owned(_positions[shard].Open()))
        using (var both = ShardMask.And(positions, mask))
        {
            return both.Runs();
        }
    }

    private int Number(int signature) => Array.BinarySearch(_signatures, signature);
}
