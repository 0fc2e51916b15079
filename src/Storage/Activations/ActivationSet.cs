namespace CompExplain.Storage.Activations;

/// <summary>The activations that a formula over intervals lets through: some disjoint intervals.</summary>
public sealed class ActivationSet
{
    // Ascending and distinct, without positive infinity. An activation is in the set if an odd number of them is below it.
    private readonly float[] _bounds;

    private ActivationSet(float[] bounds) => _bounds = bounds;

    /// <summary>A number that all activations of the set are above; positive infinity if it is empty.</summary>
    public float Above => _bounds.Length == 0 ? float.PositiveInfinity : _bounds[0];

    /// <summary>The set as an interval; null if it has gaps.</summary>
    public ActivationInterval? AsInterval => _bounds.Length switch
    {
        0 => new(float.PositiveInfinity, float.PositiveInfinity),
        1 => new(_bounds[0], float.PositiveInfinity),
        2 => new(_bounds[0], _bounds[1]),
        _ => null,
    };

    /// <summary>The activations that are in any of some intervals.</summary>
    /// <param name="intervals">The intervals.</param>
    public static ActivationSet InAny(IReadOnlyCollection<ActivationInterval> intervals) => Of(intervals, count => count > 0);

    /// <summary>The activations that are in all of some intervals.</summary>
    /// <param name="intervals">The intervals.</param>
    public static ActivationSet InAll(IReadOnlyCollection<ActivationInterval> intervals)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        return Of(intervals, count => count == intervals.Count);
    }

    /// <summary>The activations that are in an odd number of some intervals, as XOR has it.</summary>
    /// <param name="intervals">The intervals.</param>
    public static ActivationSet InAnOddNumber(IReadOnlyCollection<ActivationInterval> intervals) =>
        Of(intervals, count => count % 2 == 1);

    /// <summary>Whether an activation is in the set.</summary>
    /// <param name="activation">The activation; finite.</param>
    public bool Contains(float activation)
    {
        int low = 0, high = _bounds.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (_bounds[middle] < activation)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return (low & 1) == 1;
    }

    // From below to above: how many intervals are open.
    private static ActivationSet Of(IReadOnlyCollection<ActivationInterval> intervals, Func<int, bool> isIn)
    {
        var ends = new List<(float At, int Change)>(2 * intervals.Count);
        foreach (var interval in intervals)
        {
            if (interval.Above < interval.AtMost)
            {
                ends.Add((interval.Above, 1));
                ends.Add((interval.AtMost, -1));
            }
        }

        ends.Sort((a, b) => a.At.CompareTo(b.At));
        var bounds = new List<float>();
        int count = 0;
        for (int i = 0; i < ends.Count; i++)
        {
            count += ends[i].Change;
            bool isLast = i + 1 == ends.Count || ends[i + 1].At != ends[i].At;
            if (isLast && isIn(count) != (bounds.Count % 2 == 1) && !float.IsPositiveInfinity(ends[i].At))
            {
                bounds.Add(ends[i].At);
            }
        }

        return new([.. bounds]);
    }
}
