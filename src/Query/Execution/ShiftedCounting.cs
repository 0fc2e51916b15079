using CompExplain.Query.Explaining;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Execution;

/// <summary>
/// Counts units whose masks are paired with the wrong inputs: each mask is shifted by a number of inputs of its own, so that it
/// keeps its size, its shape on an input, and how inputs that follow each other go together.
/// </summary>
internal static class ShiftedCounting
{
    // Masks that are in memory at once.
    private const int Group = 64;

    /// <summary>The shifted masks' positions in each signature, in the order of the units.</summary>
    /// <param name="database">The database, of two inputs or more.</param>
    /// <param name="units">The units.</param>
    /// <param name="seed">The shifts are drawn by it.</param>
    /// <param name="cancellation">Cancels it.</param>
    public static IEnumerable<UnitHits> Count(
        ProbeDatabase database, IReadOnlyList<Unit> units, int seed, CancellationToken cancellation)
    {
        int inputs = database.Dataset.InputCount;
        for (int start = 0; start < units.Count; start += Group)
        {
            var masks = new List<Func<int, RunReader>>();
            for (int i = start; i < Math.Min(start + Group, units.Count); i++)
            {
                cancellation.ThrowIfCancellationRequested();
                int shift = 1 + SeededSample.Of(inputs - 1, 1, unchecked(seed + (i * 7919)))[0];
                var shards = Shift(database, units[i], shift);
                masks.Add(shard => shards.GetValueOrDefault(shard, SerializedMask.Empty).Runs);
            }

            foreach (var hits in database.Hits.Count(masks, cancellation))
            {
                yield return hits;
            }
        }
    }

    private static Dictionary<int, SerializedMask> Shift(ProbeDatabase database, Unit unit, int shift)
    {
        var shards = database.Shards;
        int width = shards.PositionsPerInput, inputs = shards.InputCount;
        var runs = new List<(int Input, int First, int Last)>();
        for (int shard = 0; shard < shards.ShardCount; shard++)
        {
            int firstInput = shards.FirstInput(shard);
            InputRuns.Visit(
                database.Masks.Read(MaskOwner.Unit(unit.Id), shard).Runs,
                width,
                (input, first, last) => runs.Add((firstInput + input, (int)first, (int)last)));
        }

        // The last inputs come first.
        int cut = inputs - shift;
        var builder = new MaskBuilder(shards);
        foreach (var (input, first, last) in runs.Where(run => run.Input >= cut).Concat(runs.Where(run => run.Input < cut)))
        {
            builder.Add((input + shift) % inputs, first, last);
        }

        return builder.Finish().ToDictionary(each => each.Shard, each => each.Mask);
    }
}
