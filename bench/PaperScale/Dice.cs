namespace CompExplain.Bench.PaperScale;

/// <summary>Random numbers that depend on their seed alone, the same on every machine (SplitMix64, Steele et al. 2014).</summary>
internal struct Dice
{
    private ulong _state;

    /// <param name="seed">The data set's seed.</param>
    /// <param name="stream">What they are for: each has numbers of its own.</param>
    /// <param name="index">Which of those.</param>
    public Dice(ulong seed, int stream, long index) => _state = Mix(Mix(seed + ((ulong)stream << 48)) + (ulong)index);

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>From 0 to below a bound.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    /// <summary>From 0 to below 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * Share());

    public bool Chance(double probability) => Share() < probability;

    /// <summary>An index, the first ones more often: each is drawn in proportion to its weight.</summary>
    /// <param name="sums">The running sums of the weights.</param>
    public int Weighted(double[] sums)
    {
        int at = Array.BinarySearch(sums, Share() * sums[^1]);
        return Math.Min(at < 0 ? ~at : at + 1, sums.Length - 1);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
