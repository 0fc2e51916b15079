using CompExplain.Query.Scanning;
using CompExplain.Storage;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Execution;

/// <summary>Makes subsets of the inputs, and counts masks in them.</summary>
internal static class SubsetCounting
{
    /// <summary>Some of the inputs of a database.</summary>
    /// <param name="database">The database.</param>
    /// <param name="has">Whether an input, by its number, is one of them.</param>
    /// <param name="cancellation">Cancels it.</param>
    public static InputSubset Subset(ProbeDatabase database, Func<int, bool> has, CancellationToken cancellation)
    {
        var shards = database.Shards;
        SerializedMask[] positions = [.. Enumerable.Range(0, shards.ShardCount).Select(
            shard => InputRuns.WholeInputs(shards, shard, input => has(shards.FirstInput(shard) + input)).FinishShard())];
        var sizes = database.Hits.Count([shard => positions[shard].Runs], cancellation)[0];
        return new InputSubset(database.Index.Restrict(sizes), positions, sizes.Signatures);
    }

    /// <summary>
    /// Counts the part of each mask that lies in a subset, by the signatures of the subset; disposes the masks.
    /// </summary>
    /// <param name="database">The database.</param>
    /// <param name="inputs">The subset.</param>
    /// <param name="masks">For each mask, its part in a shard.</param>
    /// <param name="cancellation">Cancels it.</param>
    public static IReadOnlyList<UnitHits> CountBySignature(
        ProbeDatabase database, InputSubset inputs, IEnumerable<Func<int, ShardMask>> masks, CancellationToken cancellation)
    {
        var all = database.Hits.Count(
            [.. masks.Select(mask => (Func<int, RunReader>)(shard => Within(inputs.Positions[shard], mask(shard))))],
            cancellation);
        return [.. all.Select(inputs.Renumber)];
    }

    private static RunReader Within(SerializedMask inputs, ShardMask mask)
    {
        using (mask)
        using (var positions = ShardMask.Owned(inputs.Open()))
        using (var both = ShardMask.And(positions, mask))
        {
            return both.Runs();
        }
    }
}
