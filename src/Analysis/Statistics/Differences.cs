using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;

namespace CompExplain.Analysis.Statistics;

/// <summary>Tests of differences of means.</summary>
public static class Differences
{
    // Up to here the distribution of Wilcoxon's W is counted out, where no two differences are equal in size.
    private const int ExactRanks = 50;

    /// <summary>
    /// Tests whether paired differences are 0 on average: the paired t test with its interval, and Wilcoxon's signed-rank test.
    /// For the latter zeros are left out (Wilcoxon 1945) and ties have their mean rank; p is exact for up to 50 differences
    /// without ties, and otherwise by the normal approximation with the variance corrected for ties and without a correction for
    /// continuity, as SciPy's <c>wilcoxon(zero_method='wilcox')</c>.
    /// </summary>
    /// <param name="differences">A difference a pair.</param>
    public static PairedTest Paired(IReadOnlyList<double> differences)
    {
        ArgumentNullException.ThrowIfNull(differences);
        int count = differences.Count, zeros = differences.Count(each => each == 0);
        var (w, wp) = SignedRanks([.. differences.Where(each => each != 0)]);
        if (count < 2)
        {
            return new(count, count == 0 ? null : differences[0], null, null, null, null, w, wp, zeros);
        }

        var (mean, deviation) = differences.MeanStandardDeviation();
        double error = deviation / Math.Sqrt(count);
        double half = error * StudentT.InvCDF(0, 1, count - 1, 0.975);
        double? t = error > 0 ? mean / error : null;
        double? p = t is { } value ? Correlations.TwoSided(value, count - 1) : null;
        return new(count, mean, mean - half, mean + half, t, p, w, wp, zeros);
    }

    /// <summary>
    /// The difference of two means of unpaired values, with Welch's test, which lets the variances differ: the interval and p
    /// have the degrees of freedom of Welch and Satterthwaite. As SciPy's <c>ttest_ind(equal_var=False)</c>.
    /// </summary>
    /// <param name="first">Values.</param>
    /// <param name="second">Values, whose mean is taken from the first's.</param>
    /// <returns>The test, with no ranks; the count is of both.</returns>
    public static PairedTest Unpaired(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        int count = first.Count + second.Count;
        if (first.Count == 0 || second.Count == 0)
        {
            return new(count, null, null, null, null, null, null, null, 0);
        }

        double mean = first.Average() - second.Average();
        if (first.Count < 2 || second.Count < 2)
        {
            return new(count, mean, null, null, null, null, null, null, 0);
        }

        double a = first.Variance() / first.Count, b = second.Variance() / second.Count;
        if (a + b <= 0)
        {
            return new(count, mean, mean, mean, null, null, null, null, 0);
        }

        double freedom = (a + b) * (a + b) / ((a * a / (first.Count - 1)) + (b * b / (second.Count - 1)));
        double error = Math.Sqrt(a + b), half = error * StudentT.InvCDF(0, 1, freedom, 0.975);
        double t = mean / error;
        return new(count, mean, mean - half, mean + half, t, Correlations.TwoSided(t, freedom), null, null, 0);
    }

    private static (double? W, double? P) SignedRanks(List<double> differences)
    {
        int count = differences.Count;
        if (count == 0)
        {
            return (null, null);
        }

        double[] ranks = Correlations.Ranks(differences.ConvertAll(Math.Abs));
        double w = ranks.Where((_, i) => differences[i] > 0).Sum();
        var ties = ranks.GroupBy(rank => rank).Select(group => (double)group.Count()).Where(size => size > 1).ToList();
        if (ties.Count == 0 && count <= ExactRanks)
        {
            return (w, ExactP((int)w, count));
        }

        double n = count, mean = n * (n + 1) / 4;
        double variance = (n * (n + 1) * ((2 * n) + 1) / 24) - (ties.Sum(size => (size * size * size) - size) / 48);
        return (w, variance <= 0 ? null : Math.Min(1, 2 * Normal.CDF(0, 1, -Math.Abs((w - mean) / Math.Sqrt(variance)))));
    }

    // The number of subsets of 1..n by their sum: each sign has the chance of a half.
    private static double ExactP(int w, int count)
    {
        int total = count * (count + 1) / 2;
        double[] ways = new double[total + 1];
        ways[0] = 1;
        for (int rank = 1; rank <= count; rank++)
        {
            for (int sum = total; sum >= rank; sum--)
            {
                ways[sum] += ways[sum - rank];
            }
        }

        double tail = ways.Take(Math.Min(w, total - w) + 1).Sum();
        return Math.Min(1, 2 * tail / Math.Pow(2, count));
    }
}
