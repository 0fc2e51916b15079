using CompExplain.Storage.Masks;

namespace CompExplain.Fixtures;

/// <summary>Masks of one shard, written down by hand.</summary>
public static class SmallMask
{
    /// <summary>The positions from one to another, both included.</summary>
    public static SerializedMask Range(uint first, uint last) => SerializedMask.FromRuns((first, last));

    /// <summary>Some positions, ascending.</summary>
    public static SerializedMask Of(params uint[] positions) => SerializedMask.FromRuns(Runs(positions).ToArray());

    /// <summary>Ascending positions as maximal runs.</summary>
    public static List<(uint First, uint Last)> Runs(IEnumerable<uint> positions)
    {
        var runs = new List<(uint First, uint Last)>();
        foreach (uint position in positions)
        {
            if (runs.Count > 0 && (long)runs[^1].Last + 1 == position)
            {
                runs[^1] = (runs[^1].First, position);
            }
            else
            {
                runs.Add((position, position));
            }
        }

        return runs;
    }
}
