namespace CompExplain.Storage.Activations;

/// <summary>
/// The ranges of a unit's positive activations (La Rosa, Gilpin and Capobianco, "Towards a fuller understanding of neurons with
/// Clustered Compositional Explanations", 2023): the clusters of the k-means problem in one dimension, which dynamic programming
/// solves exactly, so that they depend only on the values. Range 0 is the lowest.
/// </summary>
public static class ActivationRanges
{
    /// <summary>The number of ranges of a unit, as in the paper; fewer if it has fewer distinct positive activations.</summary>
    public const int Count = 5;

    /// <summary>
    /// The ranges, each of which starts at the end of the one below: together they are all positive numbers. A number between two
    /// clusters belongs to the one with the nearer mean.
    /// </summary>
    /// <param name="values">Activations in any order; those that are not positive are in no range.</param>
    /// <returns>The ranges, the lowest first; empty if no activation is positive.</returns>
    public static IReadOnlyList<ActivationInterval> Of(ReadOnlySpan<float> values)
    {
        var (distinct, counts) = Positive(values);
        int[] starts = Split(distinct, counts, Math.Min(Count, distinct.Length));
        var ranges = new List<ActivationInterval>(starts.Length);
        float above = 0;
        for (int i = 0; i < starts.Length; i++)
        {
            float atMost = float.PositiveInfinity;
            if (i + 1 < starts.Length)
            {
                // The middle of the two means, in one division, so that it is rounded once.
                var (sum, number) = Total(distinct, counts, starts[i], starts[i + 1]);
                var (nextSum, nextNumber) = Total(
                    distinct, counts, starts[i + 1], i + 2 < starts.Length ? starts[i + 2] : distinct.Length);
                double middle = ((sum * nextNumber) + (nextSum * number)) / (2 * number * nextNumber);
                atMost = ActivationInterval.GreaterThan(middle).Above;
            }

            ranges.Add(new ActivationInterval(above, atMost));
            above = atMost;
        }

        return ranges;
    }

    /// <summary>
    /// The start of each of k clusters of ascending values, such that the sum of squared distances to the clusters' means is
    /// minimal.
    /// </summary>
    internal static int[] Split(float[] values, long[] counts, int clusters)
    {
        int n = values.Length;
        if (n == 0)
        {
            return [];
        }

        // Prefix sums of centred values: differences of large sums would lose digits.
        var (all, of) = Total(values, counts, 0, n);
        double centre = all / of;
        double[] number = new double[n + 1];
        double[] sum = new double[n + 1];
        double[] squares = new double[n + 1];
        for (int i = 0; i < n; i++)
        {
            double value = values[i] - centre;
            number[i + 1] = number[i] + counts[i];
            sum[i + 1] = sum[i] + (counts[i] * value);
            squares[i + 1] = squares[i] + (counts[i] * value * value);
        }

        double Cost(int from, int to)
        {
            double total = sum[to] - sum[from];
            return squares[to] - squares[from] - (total * total / (number[to] - number[from]));
        }

        // best[i]: the least cost of the first i values in c clusters; start[c][i]: the start of the last of those. The best
        // start is monotone in i, so the middle i is solved first, and bounds the starts on both sides of it.
        double[] best = new double[n + 1];
        int[][] start = new int[clusters][];
        for (int i = 1; i <= n; i++)
        {
            best[i] = Cost(0, i);
        }

        start[0] = new int[n + 1];
        for (int cluster = 1; cluster < clusters; cluster++)
        {
            double[] before = best;
            double[] now = new double[n + 1];
            int[] from = start[cluster] = new int[n + 1];
            void Solve(int low, int high, int least, int most)
            {
                if (low > high)
                {
                    return;
                }

                int middle = (low + high) / 2;
                now[middle] = double.PositiveInfinity;
                for (int split = least; split <= Math.Min(most, middle - 1); split++)
                {
                    double cost = before[split] + Cost(split, middle);
                    if (cost < now[middle])
                    {
                        (now[middle], from[middle]) = (cost, split);
                    }
                }

                Solve(low, middle - 1, least, from[middle]);
                Solve(middle + 1, high, from[middle], most);
            }

            Solve(cluster + 1, n, cluster, n - 1);
            best = now;
        }

        int[] starts = new int[clusters];
        for (int cluster = clusters - 1, end = n; cluster >= 0; cluster--)
        {
            end = starts[cluster] = start[cluster][end];
        }

        return starts;
    }

    private static (float[] Values, long[] Counts) Positive(ReadOnlySpan<float> values)
    {
        float[] positive = new float[values.Length];
        int used = 0;
        foreach (float value in values)
        {
            if (value > 0)
            {
                positive[used++] = value;
            }
        }

        positive.AsSpan(0, used).Sort();
        var distinct = new List<float>();
        var counts = new List<long>();
        for (int i = 0; i < used; i++)
        {
            if (i == 0 || positive[i] != positive[i - 1])
            {
                distinct.Add(positive[i]);
                counts.Add(0);
            }

            counts[^1]++;
        }

        return ([.. distinct], [.. counts]);
    }

    private static (double Sum, double Number) Total(float[] values, long[] counts, int from, int to)
    {
        double sum = 0, number = 0;
        for (int i = from; i < to; i++)
        {
            sum += (double)values[i] * counts[i];
            number += counts[i];
        }

        return (sum, number);
    }
}
