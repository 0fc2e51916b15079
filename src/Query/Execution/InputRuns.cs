using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Execution;

/// <summary>
/// Masks of a shard input by input: runs cut at the ends of inputs, counts by input, and masks of whole inputs.
/// </summary>
internal static class InputRuns
{
    /// <summary>Visits runs, each cut where an input ends.</summary>
    /// <param name="runs">Runs in a shard.</param>
    /// <param name="positionsPerInput">The number of positions of an input.</param>
    /// <param name="visit">Takes the input, counted from the shard's first, and the first and last offset in it.</param>
    public static void Visit(RunReader runs, int positionsPerInput, Action<int, uint, uint> visit)
    {
        uint width = (uint)positionsPerInput;
        foreach (var (first, last) in runs)
        {
            for (uint start = first; ;)
            {
                uint input = start / width;
                uint end = Math.Min(last, (input * width) + width - 1);
                visit((int)input, start - (input * width), end - (input * width));
                if (end == last)
                {
                    break;
                }

                start = end + 1;
            }
        }
    }

    /// <summary>Adds to each input's count its number of positions.</summary>
    /// <param name="runs">Runs in a shard.</param>
    /// <param name="positionsPerInput">The number of positions of an input.</param>
    /// <param name="firstInput">The shard's first input, as an index into the counts.</param>
    /// <param name="counts">A count for each input.</param>
    public static void AddCounts(RunReader runs, int positionsPerInput, int firstInput, long[] counts) =>
        Visit(runs, positionsPerInput, (input, first, last) => counts[firstInput + input] += last - first + 1);

    /// <summary>The positions of some inputs of a shard.</summary>
    /// <param name="shards">How the positions are cut into shards.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="has">Whether an input is one of them, counted from the shard's first.</param>
    public static MaskBuilder WholeInputs(ShardLayout shards, int shard, Func<int, bool> has)
    {
        // A shard by itself is laid out as one shard.
        var mask = new MaskBuilder(shards with { InputCount = shards.InputsIn(shard) });
        for (int input = 0; input < shards.InputsIn(shard); input++)
        {
            if (has(input))
            {
                mask.AddInput(input);
            }
        }

        return mask;
    }
}
