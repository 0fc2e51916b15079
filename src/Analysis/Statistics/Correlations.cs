using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Statistics;

namespace CompExplain.Analysis.Statistics;

/// <summary>Correlations with their tests.</summary>
public static class Correlations
{
    // A variable whose deviations are so small beside its values does not vary but for rounding.
    private const double Negligible = 1e-13;

    /// <summary>
    /// Pearson's r. p is of Student's t = r sqrt((n - 2) / (1 - r^2)) with n - 2 degrees of freedom; the interval is
    /// tanh(artanh r -+ 1.96 / sqrt(n - 3)), and needs 4 pairs. As SciPy's <c>pearsonr</c>.
    /// </summary>
    /// <param name="x">One variable.</param>
    /// <param name="y">The other, as long.</param>
    public static CorrelationTest Pearson(IReadOnlyList<double> x, IReadOnlyList<double> y) => Test(Pair(x, y), 0);

    /// <summary>
    /// Spearman's rho: Pearson's r of the ranks, ties with their mean rank; p by Student's t, as SciPy's <c>spearmanr</c>. The
    /// interval is Fisher's with the variance 1.06 / (n - 3) (Fieller, Hartley and Pearson 1957).
    /// </summary>
    /// <param name="x">One variable.</param>
    /// <param name="y">The other, as long.</param>
    public static CorrelationTest Spearman(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var (a, b) = Pair(x, y);
        return Test((Ranks(a), Ranks(b)), 0, 1.06);
    }

    /// <summary>
    /// The correlation of x and y with other variables held fixed: Pearson's r of what is left of both after the least-squares
    /// fit of each by the others and a constant. With k independent ones, p has n - 2 - k degrees of freedom, and the interval
    /// the variance 1 / (n - 3 - k). Variables that do not vary, or follow from the others, count for nothing.
    /// </summary>
    /// <param name="x">One variable.</param>
    /// <param name="y">The other, as long.</param>
    /// <param name="held">The variables held fixed, each as long.</param>
    public static CorrelationTest Partial(
        IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<IReadOnlyList<double>> held)
    {
        ArgumentNullException.ThrowIfNull(held);
        var (a, b) = Pair(x, y);
        List<double[]> columns = [.. held.Select(Standardise).OfType<double[]>()];
        if (columns.Count == 0)
        {
            return Test((a, b), 0);
        }

        var svd = Matrix<double>.Build.DenseOfColumnArrays(columns).Svd();
        int rank = svd.S.Count(value => value > svd.S[0] * Math.Max(a.Length, columns.Count) * 1e-12);
        var basis = Enumerable.Range(0, rank).Select(i => svd.U.Column(i)).ToList();
        return a.Length - 2 - rank < 1
            ? CorrelationTest.Undefined(a.Length)
            : Test((Rest(a, basis), Rest(b, basis)), rank);
    }

    /// <summary>Ranks from 1; equal values have the mean of their ranks.</summary>
    /// <param name="values">The values.</param>
    public static double[] Ranks(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return ArrayStatistics.RanksInplace([.. values], RankDefinition.Average);
    }

    private static CorrelationTest Test((double[] X, double[] Y) pair, int held, double variance = 1)
    {
        int count = pair.X.Length, freedom = count - 2 - held;
        if (freedom < 1 || Standardise(pair.X) is not { } x || Standardise(pair.Y) is not { } y)
        {
            return CorrelationTest.Undefined(count);
        }

        double r = Math.Clamp(x.Zip(y, (a, b) => a * b).Sum(), -1, 1);
        double t = r * Math.Sqrt(freedom / ((1 - r) * (1 + r)));
        double p = double.IsFinite(t) ? TwoSided(t, freedom) : 0;
        if (freedom < 2)
        {
            return new(count, r, null, null, p);
        }

        double z = Math.Atanh(r), half = Normal.InvCDF(0, 1, 0.975) * Math.Sqrt(variance / (freedom - 1));
        return new(count, r, Math.Tanh(z - half), Math.Tanh(z + half), p);
    }

    /// <summary>The two-sided p of Student's t.</summary>
    internal static double TwoSided(double t, double freedom) =>
        MathNet.Numerics.SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + (t * t)));

    // Deviations from the mean, of length 1; null where they are nothing.
    private static double[]? Standardise(IReadOnlyList<double> values)
    {
        if (values.Count == 0)
        {
            return null;
        }

        double mean = values.Average();
        double[] deviations = [.. values.Select(value => value - mean)];
        double length = Math.Sqrt(deviations.Sum(each => each * each));
        double scale = values.Max(Math.Abs) * Math.Sqrt(values.Count);
        return length <= scale * Negligible ? null : [.. deviations.Select(each => each / length)];
    }

    // What the basis does not explain; nothing, where that is but rounding.
    private static double[] Rest(double[] values, List<Vector<double>> basis)
    {
        if (Standardise(values) is not { } standard)
        {
            return new double[values.Length];
        }

        var rest = Vector<double>.Build.Dense(standard);

        // Twice, since the first pass leaves what it rounds.
        for (int pass = 0; pass < 2; pass++)
        {
            foreach (var direction in basis)
            {
                rest -= direction * direction.DotProduct(rest);
            }
        }

        return rest.L2Norm() < 1e-9 ? new double[values.Length] : rest.ToArray();
    }

    private static (double[] X, double[] Y) Pair(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        return x.Count == y.Count
            ? ([.. x], [.. y])
            : throw new ArgumentException($"{x.Count} values and {y.Count} are no pairs", nameof(y));
    }
}
