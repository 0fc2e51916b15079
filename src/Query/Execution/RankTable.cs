using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CompExplain.Query.Execution;

/// <summary>
/// Counts activations by where they stand among some sorted ones: below the lowest, equal to it, between it and the next, and so
/// on. They are counted first by equally wide ranges, most of which hold none of the sorted ones; only those in a range that does
/// are compared.
/// </summary>
internal sealed class RankTable
{
    /// <summary>The activations that can be counted, fewer than this.</summary>
    public const long MaximumCounted = 1L << 31;

    private const int MinimumRanges = 1 << 8;
    private const int MaximumRanges = 1 << 19;
    private const int RangesPerValue = 4;
    private const uint HasValues = 1u << 31;
    private const int Waiting = 1 << 12;

    // The distinct values, ascending, then infinity; how often each was given; the first value of each range or after it.
    private readonly float[] _values;
    private readonly int[] _given;
    private readonly int[] _start;
    private readonly float _lowest;
    private readonly float _scale;

    // How many are in each range, and in the highest bit whether it has values, where they are not counted so.
    private readonly uint[] _inRange;
    private readonly float[] _waiting;
    private int _waitingCount;

    // Of 2 i + 1, those equal to value i; of 2 i, those below it and above the one before.
    private readonly long[] _counts;

    /// <summary>Makes the table.</summary>
    /// <param name="values">The values, at least one, all finite; changed here.</param>
    /// <param name="longestRow">The largest number of activations that are added at once.</param>
    public RankTable(List<float> values, int longestRow)
    {
        var all = CollectionsMarshal.AsSpan(values);
        float highest = all[0];
        _lowest = all[0];
        foreach (float value in all)
        {
            (_lowest, highest) = (Math.Min(_lowest, value), Math.Max(highest, value));
        }

        int ranges = MinimumRanges;
        while (ranges < MaximumRanges && ranges < (long)RangesPerValue * all.Length)
        {
            ranges *= 2;
        }

        // Where the span is too large for a float, or none, all values are in the first range.
        float scale = (ranges - 1) / (highest - _lowest);
        _scale = float.IsFinite(scale) ? scale : 0;
        _start = new int[ranges + 1];
        (_values, _given) = SortByRange(all);
        Count = _given.Length;
        _counts = new long[(2 * Count) + 1];
        _inRange = new uint[ranges];
        for (int range = 0; range < ranges; range++)
        {
            _inRange[range] = _start[range] < _start[range + 1] ? HasValues : 0;
        }

        _waiting = new float[Waiting + longestRow];
    }

    /// <summary>The lowest value.</summary>
    public float Lowest => _lowest;

    /// <summary>The number of distinct values.</summary>
    public int Count { get; }

    /// <summary>How often a value was given.</summary>
    /// <param name="index">The value, from the lowest on.</param>
    public long Given(int index) => _given[index];

    /// <summary>The counted activations equal to a value.</summary>
    /// <param name="index">The value, from the lowest on.</param>
    public long Equal(int index) => _counts[(2 * index) + 1];

    /// <summary>The counted activations below a value and above the one before; for the number of values, above all.</summary>
    /// <param name="index">The value, from the lowest on.</param>
    public long Below(int index) => _counts[2 * index];

    /// <summary>Counts activations.</summary>
    /// <param name="activations">The activations, finite.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<float> activations)
    {
        uint[] inRange = _inRange;
        float[] waiting = _waiting;
        float lowest = _lowest, scale = _scale, last = inRange.Length - 1;
        int count = _waitingCount;
        foreach (float activation in activations)
        {
            ref uint range = ref inRange[RangeOf(activation, lowest, scale, last)];
            waiting[count] = activation;
            count += (int)(range >> 31);
            range++;
        }

        _waitingCount = count;
        if (count >= Waiting)
        {
            Compare();
        }
    }

    /// <summary>Ends the counting.</summary>
    /// <param name="lowest">Activations below the lowest value that were not added.</param>
    public void Finish(long lowest)
    {
        Compare();
        _counts[0] += lowest;
        for (int range = 0; range < _inRange.Length; range++)
        {
            if ((_inRange[range] & HasValues) == 0)
            {
                _counts[2 * _start[range]] += _inRange[range];
            }
        }
    }

    // Rounding keeps the order: a higher activation is in no lower range. What is below all or above all is at an end. No operand
    // is NaN, so the processor's own instructions serve.
    private static int RangeOf(float activation, float lowest, float scale, float last) =>
        float.ConvertToIntegerNative<int>(float.MinNative(float.MaxNative((activation - lowest) * scale, 0f), last));

    // 1 for true, without a branch.
    private static int One(bool isTrue) => Unsafe.BitCast<bool, byte>(isTrue);

    private int RangeOf(float activation) => RangeOf(activation, _lowest, _scale, _start.Length - 2);

    // Sorts values: first into ranges, then in each, which have few.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private (float[] Values, int[] Given) SortByRange(ReadOnlySpan<float> all)
    {
        foreach (float value in all)
        {
            _start[RangeOf(value) + 1]++;
        }

        for (int range = 1; range < _start.Length; range++)
        {
            _start[range] += _start[range - 1];
        }

        float[] sorted = new float[all.Length + 1];
        int[] next = _start[..^1];
        foreach (float value in all)
        {
            sorted[next[RangeOf(value)]++] = value;
        }

        // Equal values become one; the places before are no longer needed.
        int[] given = new int[all.Length];
        int count = 0, first = 0;
        for (int range = 0; range + 1 < _start.Length; range++)
        {
            int end = _start[range + 1];
            _start[range] = count;
            if (end - first > 1)
            {
                sorted.AsSpan(first..end).Sort();
            }

            for (int i = first; i < end; i++)
            {
                if (i == first || sorted[i] != sorted[count - 1])
                {
                    sorted[count++] = sorted[i];
                }

                given[count - 1]++;
            }

            first = end;
        }

        _start[^1] = count;
        sorted[count] = float.PositiveInfinity;
        return (sorted[..(count + 1)], given[..count]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compare()
    {
        foreach (float activation in _waiting.AsSpan(0, _waitingCount))
        {
            // Two steps without a branch; few need more.
            int at = _start[RangeOf(activation)];
            at += One(_values[at] < activation);
            at += One(_values[at] < activation);
            if (_values[at] < activation)
            {
                at = FirstNotBelow(activation, at);
            }

            _counts[(2 * at) + One(_values[at] == activation)]++;
        }

        _waitingCount = 0;
    }

    private int FirstNotBelow(float activation, int low)
    {
        int high = _start[RangeOf(activation) + 1];
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_values[middle] < activation)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
