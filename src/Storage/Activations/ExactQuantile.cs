namespace CompExplain.Storage.Activations;

/// <summary>The exact upper quantile of values in memory; for streams see <see cref="TopShareSearch"/>.</summary>
public static class ExactQuantile
{
    /// <summary>
    /// The threshold T that exactly k = <c>Math.Round(share * n)</c> of n values are greater than, ties aside: the
    /// (k + 1)-th largest value (the paper, section 3).
    /// </summary>
    /// <param name="values">Finite values; at least one.</param>
    /// <param name="share">The share of values to lie above T, between 0 and 1, both excluded.</param>
    /// <exception cref="ArgumentOutOfRangeException">No values, or a share that is not between 0 and 1.</exception>
    public static float TopShare(ReadOnlySpan<float> values, double share)
    {
        var search = new TopShareSearch(values.Length, share);
        return TopShare(values, search);
    }

    internal static float TopShare(ReadOnlySpan<float> values, TopShareSearch search)
    {
        search.CountHigh(values);
        search.TryLocate(float.NegativeInfinity, out _);
        search.CountLow(values);
        return search.Threshold();
    }
}
