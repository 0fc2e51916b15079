namespace CompExplain.Storage.Activations;

/// <summary>
/// Finds the exact thresholds of many shares of one stream of values, as <see cref="TopShareSearch"/> finds one: a pass counts
/// the high 16 bits for all of them, and another resolves the low 16 bits of up to 64 buckets at once.
/// </summary>
internal sealed class TopSharesSearch
{
    private const int Buckets = 1 << 16;
    private const int BucketsAtOnce = 64;

    private readonly long _count;
    private readonly (int Share, long Above, long Rank)[] _sought;
    private readonly float[] _thresholds;
    private readonly long[] _high = new long[Buckets];
    private readonly int[] _slots = new int[Buckets];
    private readonly List<long[]> _low = [];
    private readonly List<(int Bucket, long Larger, int First, int End)> _found = [];
    private int _done;

    /// <param name="count">The number of values of the stream; at least 1.</param>
    /// <param name="shares">The shares, between 0 and 1, both excluded.</param>
    public TopSharesSearch(long count, IReadOnlyList<double> shares)
    {
        _count = count;
        _thresholds = new float[shares.Count];
        _sought =
        [
            .. shares.Select((share, i) =>
            {
                long above = (long)Math.Round(share * count);
                return (i, above, Math.Min(above + 1, count));
            }).OrderBy(each => each.Item3),
        ];
    }

    /// <summary>The thresholds, in the order of the shares, when <see cref="TryNext"/> has ended.</summary>
    public IReadOnlyList<float> Thresholds => _thresholds;

    /// <summary>The first pass: all values.</summary>
    public void CountHigh(ReadOnlySpan<float> values)
    {
        long[] high = _high;
        foreach (float value in values)
        {
            high[OrderedBits.Of(value) >> 16]++;
        }
    }

    /// <summary>Ends the first pass: finds the bucket of each threshold.</summary>
    /// <exception cref="InvalidOperationException">The pass did not see all values.</exception>
    public void Locate()
    {
        long seen = 0;
        int next = 0;
        for (int bucket = Buckets - 1; bucket >= 0 && next < _sought.Length; bucket--)
        {
            int first = next;
            while (next < _sought.Length && _sought[next].Rank <= seen + _high[bucket])
            {
                next++;
            }

            if (next > first)
            {
                _found.Add((bucket, seen, first, next));
            }

            seen += _high[bucket];
        }

        if (next < _sought.Length)
        {
            throw new InvalidOperationException("the first pass did not see all values");
        }
    }

    /// <summary>Starts the next of the further passes, after the one before was made.</summary>
    /// <param name="floor">Values that are not above it may be left out of the pass.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryNext(out float floor)
    {
        Finish();
        floor = float.PositiveInfinity;
        if (_done == _found.Count)
        {
            return false;
        }

        Array.Fill(_slots, -1);
        for (int slot = 0; slot < BucketsAtOnce && _done + slot < _found.Count; slot++)
        {
            if (slot == _low.Count)
            {
                _low.Add(new long[Buckets]);
            }

            Array.Clear(_low[slot]);
            int bucket = _found[_done + slot].Bucket;
            _slots[bucket] = slot;
            float smallest = OrderedBits.Value((uint)bucket << 16);
            floor = float.IsNegativeInfinity(smallest) ? smallest : MathF.BitDecrement(smallest);
        }

        return true;
    }

    /// <summary>A further pass: the same values again.</summary>
    public void CountLow(ReadOnlySpan<float> values)
    {
        int[] slots = _slots;
        foreach (float value in values)
        {
            uint key = OrderedBits.Of(value);
            int slot = slots[key >> 16];
            if (slot >= 0)
            {
                _low[slot][key & 0xFFFF]++;
            }
        }
    }

    private void Finish()
    {
        for (int slot = 0; _low.Count > 0 && slot < BucketsAtOnce && _done < _found.Count; slot++, _done++)
        {
            var (bucket, larger, first, end) = _found[_done];
            int low = Buckets;
            long seen = larger;
            for (int i = first; i < end; i++)
            {
                while (seen < _sought[i].Rank)
                {
                    seen += low > 0
                        ? _low[slot][--low]
                        : throw new InvalidOperationException("a further pass did not see the values of the first");
                }

                float value = OrderedBits.Value(((uint)bucket << 16) | (uint)low);
                _thresholds[_sought[i].Share] = _sought[i].Above >= _count ? MathF.BitDecrement(value) : value;
            }
        }
    }
}
