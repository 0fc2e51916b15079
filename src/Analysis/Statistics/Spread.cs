using MathNet.Numerics.Statistics;

namespace CompExplain.Analysis.Statistics;

/// <summary>
/// How values are spread. Quantiles are NumPy's default, linear between two neighbours (type 7 of Hyndman and Fan).
/// </summary>
/// <param name="Count">The number of values.</param>
/// <param name="Mean">Their mean; null without a value, as all below.</param>
/// <param name="Deviation">The standard deviation of a sample (n - 1); null with fewer than 2 values.</param>
/// <param name="Minimum">The lowest.</param>
/// <param name="LowerQuartile">The first quartile.</param>
/// <param name="Median">The median.</param>
/// <param name="UpperQuartile">The third quartile.</param>
/// <param name="Maximum">The highest.</param>
public sealed record Spread(
    int Count,
    double? Mean,
    double? Deviation,
    double? Minimum,
    double? LowerQuartile,
    double? Median,
    double? UpperQuartile,
    double? Maximum)
{
    /// <summary>The spread of values.</summary>
    /// <param name="values">Finite values.</param>
    public static Spread Of(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            return new(0, null, null, null, null, null, null, null);
        }

        double[] sorted = [.. values.Order()];
        double Quantile(double share) => SortedArrayStatistics.QuantileCustom(sorted, share, QuantileDefinition.R7);
        return new(
            sorted.Length,
            ArrayStatistics.Mean(sorted),
            sorted.Length > 1 ? ArrayStatistics.StandardDeviation(sorted) : null,
            sorted[0],
            Quantile(0.25),
            Quantile(0.5),
            Quantile(0.75),
            sorted[^1]);
    }
}
