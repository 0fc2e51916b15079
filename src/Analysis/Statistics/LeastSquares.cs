namespace CompExplain.Analysis.Statistics;

/// <summary>The least-squares line.</summary>
public static class LeastSquares
{
    /// <summary>The line that y is nearest to, by the sum of squares.</summary>
    /// <param name="x">One variable.</param>
    /// <param name="y">The other, as long.</param>
    /// <returns>The line; null where x does not vary.</returns>
    public static (double AtZero, double Slope)? Line(double[] x, double[] y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Length < 2 || x.Min() == x.Max())
        {
            return null;
        }

        var (atZero, slope) = MathNet.Numerics.Fit.Line(x, y);
        return double.IsFinite(atZero) && double.IsFinite(slope) ? (atZero, slope) : null;
    }
}
