namespace CompExplain.Storage.Activations;

/// <summary>
/// Finds the exact threshold T above which a given share of a stream of values lies, in two passes over the stream and
/// memory that does not grow with it: the first pass counts the values' high 16 bits, the second resolves the low 16
/// bits of the one bucket that holds T (the paper, section 3; no sketch, no sampling).
/// </summary>
/// <remarks>
/// With n values and a share q, k = <c>Math.Round(q * n)</c> values are to be above T, so T is the (k + 1)-th largest:
/// exactly k values are greater than T unless some of them tie with it, and a tie is never above. If k is 0, T is the
/// maximum; if k is n, T is the float just below the minimum. Negative and positive zero are one value.
/// Not thread-safe. <see cref="Reset"/> prepares it for another stream without another allocation (1 MiB).
/// </remarks>
public sealed class TopShareSearch
{
    private const int Buckets = 1 << 16;

    private readonly long[] _high = new long[Buckets];
    private readonly long[] _low = new long[Buckets];
    private long _count;
    private long _above;
    private int _bucket = -1;
    private long _largerThanBucket;

    /// <summary>Prepares for a stream.</summary>
    /// <param name="count">The number of values of the whole stream; at least 1.</param>
    /// <param name="share">The share q of values to lie above the threshold, between 0 and 1, both excluded.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1, or the share is not between 0 and 1.</exception>
    public TopShareSearch(long count, double share) => Reset(count, share);

    /// <summary>The number of values above the threshold: <c>Math.Round(share * count)</c>.</summary>
    public long Above => _above;

    /// <summary>Prepares for another stream.</summary>
    /// <param name="count">The number of values of the whole stream; at least 1.</param>
    /// <param name="share">The share q of values to lie above the threshold, between 0 and 1, both excluded.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1, or the share is not between 0 and 1.</exception>
    public void Reset(long count, double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!(share > 0 && share < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "the share must be over 0 and under 1");
        }

        Array.Clear(_high);
        Array.Clear(_low);
        _count = count;
        _above = (long)Math.Round(share * count);
        _bucket = -1;
        _largerThanBucket = 0;
    }

    /// <summary>Pass 1: counts values. Values known to lie at or below the floor of <see cref="TryLocate"/> may be left
    /// out.</summary>
    /// <param name="values">Finite values, in any order.</param>
    public void CountHigh(ReadOnlySpan<float> values)
    {
        long[] high = _high;
        foreach (float value in values)
        {
            high[OrderedBits.Of(value) >> 16]++;
        }
    }

    /// <summary>
    /// Ends pass 1: finds the bucket that holds the threshold. Where pass 1 left out values at or below a floor, this
    /// succeeds only if the bucket lies wholly above the floor, so that nothing in it can have been left out.
    /// </summary>
    /// <param name="floor">Every value above it was counted; negative infinity if all were counted.</param>
    /// <param name="smallest">The smallest float of the bucket: pass 2 may leave out every value below it.</param>
    /// <returns>Whether the bucket was found; if not, count again with a lower floor after <see cref="Reset"/>.</returns>
    public bool TryLocate(float floor, out float smallest)
    {
        long rank = Math.Min(_above + 1, _count);
        long seen = 0;
        int lowest = float.IsNegativeInfinity(floor) ? 0 : (int)(OrderedBits.Of(floor) >> 16) + 1;
        for (int bucket = Buckets - 1; bucket >= lowest; bucket--)
        {
            if (seen + _high[bucket] >= rank)
            {
                _bucket = bucket;
                _largerThanBucket = seen;
                smallest = OrderedBits.Value((uint)bucket << 16);
                return true;
            }

            seen += _high[bucket];
        }

        smallest = float.NegativeInfinity;
        return false;
    }

    /// <summary>Pass 2: the same values again, in any order; those below the bucket may be left out.</summary>
    /// <param name="values">Finite values, in any order.</param>
    /// <exception cref="InvalidOperationException"><see cref="TryLocate"/> has not found the bucket.</exception>
    public void CountLow(ReadOnlySpan<float> values)
    {
        if (_bucket < 0)
        {
            throw new InvalidOperationException("the bucket has not been located");
        }

        long[] low = _low;
        uint bucket = (uint)_bucket;
        foreach (float value in values)
        {
            uint key = OrderedBits.Of(value);
            if (key >> 16 == bucket)
            {
                low[key & 0xFFFF]++;
            }
        }
    }

    /// <summary>Ends pass 2: the threshold T. Values are above it by strict comparison.</summary>
    /// <exception cref="InvalidOperationException">The two passes were not made over the same values.</exception>
    public float Threshold()
    {
        long rank = Math.Min(_above + 1, _count);
        long seen = _largerThanBucket;
        for (int low = Buckets - 1; low >= 0 && _bucket >= 0; low--)
        {
            seen += _low[low];
            if (seen < rank)
            {
                continue;
            }

            float value = OrderedBits.Value(((uint)_bucket << 16) | (uint)low);
            return _above >= _count ? MathF.BitDecrement(value) : value;
        }

        throw new InvalidOperationException("the second pass did not see the values of the first");
    }
}
