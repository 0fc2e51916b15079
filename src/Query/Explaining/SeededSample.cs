namespace CompExplain.Query.Explaining;

/// <summary>Random numbers that depend on the seed alone, on every machine and in every version.</summary>
internal static class SeededSample
{
    /// <summary>
    /// Distinct numbers below a bound, ascending; all of them if there are no more. Every choice is equally likely (Floyd's
    /// sampling).
    /// </summary>
    public static int[] Of(int bound, int count, int seed)
    {
        if (bound <= count)
        {
            return [.. Enumerable.Range(0, Math.Max(0, bound))];
        }

        var chosen = new HashSet<int>(count);
        ulong state = unchecked((ulong)seed);
        for (int last = bound - count; last < bound; last++)
        {
            int drawn = (int)(Next(ref state) % (ulong)(last + 1));
            chosen.Add(chosen.Contains(drawn) ? last : drawn);
        }

        return [.. chosen.Order()];
    }

    // SplitMix64 (Steele, Lea and Flood, 2014).
    private static ulong Next(ref ulong state)
    {
        unchecked
        {
            ulong mixed = state += 0x9E3779B97F4A7C15;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return mixed ^ (mixed >> 31);
        }
    }
}
