namespace CompExplain.Networks.Nli;

/// <summary>
/// Random numbers that are the same everywhere and for ever, which <see cref="Random"/> does not promise: SplitMix64 (Steele,
/// Lea and Flood 2014).
/// </summary>
internal sealed class RandomSequence(ulong seed)
{
    private ulong _state = seed;

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number over 0 and under 1.</summary>
    public double NextDouble() => ((Next() >> 11) + 0.5) / (1UL << 53);

    /// <summary>A number of the standard normal distribution (Box and Muller 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Puts items in random order.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = (int)(Next() % (ulong)(i + 1));
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
