using CompExplain.Analysis.Statistics;

namespace CompExplain.Analysis.Tests.Statistics;

/// <summary>Values of SciPy 1.10.1 and NumPy 1.24.2, each with the call that made it, and of published tables.</summary>
public sealed class StatisticsTests
{
    private const double Exact = 1e-12;

    private static readonly double[] X = [0.1, 0.4, 0.35, 0.8, 0.62, 0.05, 0.9, 0.33, 0.47, 0.71];
    private static readonly double[] Y = [0.91, 0.82, 0.86, 0.61, 0.7, 0.95, 0.66, 0.88, 0.72, 0.79];
    private static readonly double[] Z = [3, 5, 4, 9, 8, 1, 7, 6, 2, 10];
    private static readonly double[] W = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5];

    [Fact] // stats.pearsonr(x, y), .confidence_interval()
    public void Pearson_OfTenPairs_IsSciPys() => AssertTest(
        Correlations.Pearson(X, Y), -0.9072067109133083, -0.9781261663579061, -0.6473441945578323, 0.00028963120093354735);

    [Fact] // stats.spearmanr(x, y)
    public void Spearman_OfTenPairs_IsSciPys()
    {
        var test = Correlations.Spearman(X, Y);

        Assert.Equal(-0.9515151515151514, test.R!.Value, Exact);
        Assert.Equal(2.279854920641689e-05, test.P!.Value, Exact);
    }

    [Fact] // stats.spearmanr(w, y)
    public void Spearman_WithTies_IsSciPys()
    {
        var test = Correlations.Spearman(W, Y);

        Assert.Equal(-0.24618298195866545, test.R!.Value, Exact);
        Assert.Equal(0.4929429157541294, test.P!.Value, Exact);
    }

    // A = column_stack([ones, z]); r of x - A @ lstsq(A, x) and y - A @ lstsq(A, y), t with n - 2 - k degrees of freedom
    [Fact]
    public void Partial_WithOneVariableHeld_IsOfTheResiduals() => AssertTest(
        Correlations.Partial(X, Y, [Z]), -0.880758937864545, -0.9747304576616725, -0.5219308062848438, 0.0017122835611184661);

    [Fact]
    public void Partial_WithTwoVariablesHeld_IsOfTheResiduals() => AssertTest(
        Correlations.Partial(X, Y, [Z, W]), -0.8978533975055512, -0.981523374387979, -0.5259373224304738, 0.002464520618620343);

    [Fact]
    public void Partial_WithVariablesThatFollowFromOthers_CountsEachOnce()
    {
        double[] twice = [.. Z.Select(value => 3 - (2 * value))], same = [.. Z.Select(_ => 7.0)];

        AssertTest(
            Correlations.Partial(X, Y, [Z, twice, same, Z]),
            -0.880758937864545, -0.9747304576616725, -0.5219308062848438, 0.0017122835611184661);
    }

    [Fact]
    public void Partial_OfAVariableThatIsHeld_IsUndefined() => Assert.Null(Correlations.Partial(X, Y, [X]).R);

    [Fact]
    public void Partial_WithAsManyVariablesAsPairs_IsUndefined() =>
        Assert.Equal(CorrelationTest.Undefined(4), Correlations.Partial(X[..4], Y[..4], [Z[..4], W[..4]]));

    [Fact]
    public void Pearson_OfAVariableThatDoesNotVary_IsUndefined() =>
        Assert.Equal(CorrelationTest.Undefined(10), Correlations.Pearson(X, [.. X.Select(_ => 0.1)]));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Pearson_OfFewerThanThreePairs_IsUndefined(int count) =>
        Assert.Equal(CorrelationTest.Undefined(count), Correlations.Pearson(X[..count], Y[..count]));

    [Fact]
    public void Pearson_OfALine_IsOne()
    {
        var test = Correlations.Pearson(X, [.. X.Select(value => (2 * value) + 1)]);

        Assert.Equal(1, test.R!.Value, Exact);
        Assert.Equal(0, test.P!.Value, Exact);
        Assert.True(double.IsFinite(test.Low!.Value) && double.IsFinite(test.High!.Value));
    }

    [Fact] // stats.ttest_1samp(x - y, 0), .confidence_interval(); stats.wilcoxon(x - y)
    public void Paired_OfTenPairs_IsSciPys()
    {
        var test = Differences.Paired([.. X.Zip(Y, (x, y) => x - y)]);

        Assert.Equal(-0.317, test.Mean!.Value, Exact);
        Assert.Equal(-0.5960207813681317, test.Low!.Value, 1e-10);
        Assert.Equal(-0.03797921863186826, test.High!.Value, 1e-10);
        Assert.Equal(-2.570073157535778, test.T!.Value, Exact);
        Assert.Equal(0.030184173317555178, test.TP!.Value, Exact);
        Assert.Equal(7, test.W);
        Assert.Equal(0.037109375, test.WP!.Value, Exact);
    }

    [Fact] // stats.wilcoxon(e, zero_method='wilcox', mode='approx', correction=False); stats.ttest_1samp(e, 0)
    public void Paired_WithZerosAndTies_IsSciPys()
    {
        var test = Differences.Paired([0, 0, 1, 1, -1, 2, 3, -2, 5, 5, 7, 0.5]);

        Assert.Equal(2, test.Zeros);
        Assert.Equal(46.5, test.W);
        Assert.Equal(0.05186541479146726, test.WP!.Value, Exact);
        Assert.Equal(0.04270100833265973, test.TP!.Value, Exact);
    }

    // The two-sided 5 % point of n = 10 is 8 (Wilcoxon 1945, as in the tables of McCornack 1965): p is 0.0488 at 8, 0.0645 at 9.
    [Theory]
    [InlineData(8, 0.0488, true)]
    [InlineData(9, 0.0645, false)]
    public void Paired_OfTenDifferences_HasThePublishedCriticalValue(int w, double p, bool isSignificant)
    {
        // The ranks of the positive differences are w in sum.
        int[] positive = w == 8 ? [1, 7] : [2, 7];
        var test = Differences.Paired(
            [.. Enumerable.Range(1, 10).Select(rank => positive.Contains(rank) ? rank : -(double)rank)]);

        Assert.Equal(w, test.W);
        Assert.Equal(p, test.WP!.Value, 0.00005);
        Assert.Equal(isSignificant, test.WP < 0.05);
    }

    [Fact]
    public void Paired_OfEqualDifferences_HasNoT()
    {
        var test = Differences.Paired([0, 0, 0]);

        Assert.Equal(new PairedTest(3, 0, 0, 0, null, null, null, null, 3), test);
    }

    [Fact]
    public void Paired_OfNothing_IsUndefined() =>
        Assert.Equal(new PairedTest(0, null, null, null, null, null, null, null, 0), Differences.Paired([]));

    [Fact] // stats.ttest_ind(a, b, equal_var=False); stats.t.interval(.95, df, mean, sqrt(va + vb))
    public void Unpaired_OfTwoSamples_IsWelchs()
    {
        var test = Differences.Unpaired([1, 2, 3, 4, 5.5], [2, 2.5, 9, 7]);

        Assert.Equal(-2.025, test.Mean!.Value, Exact);
        Assert.Equal(-7.135767540560709, test.Low!.Value, 1e-9);
        Assert.Equal(3.0857675405607083, test.High!.Value, 1e-9);
        Assert.Equal(-1.0759271553701406, test.T!.Value, Exact);
        Assert.Equal(0.3393277507452004, test.TP!.Value, Exact);
    }

    [Fact] // np.quantile(x, [.25, .5, .75]), np.mean(x), np.std(x, ddof=1)
    public void Spread_OfTenValues_IsNumPys()
    {
        var spread = Spread.Of(X);

        Assert.Equal(0.335, spread.LowerQuartile!.Value, Exact);
        Assert.Equal(0.435, spread.Median!.Value, Exact);
        Assert.Equal(0.6875, spread.UpperQuartile!.Value, Exact);
        Assert.Equal(0.473, spread.Mean!.Value, Exact);
        Assert.Equal(0.28402073476733664, spread.Deviation!.Value, Exact);
        Assert.Equal((0.05, 0.9), (spread.Minimum, spread.Maximum));
    }

    [Fact]
    public void Spread_OfOneValueOrNone_HasNoDeviation()
    {
        Assert.Equal(new Spread(1, 3, null, 3, 3, 3, 3, 3), Spread.Of([3]));
        Assert.Equal(new Spread(0, null, null, null, null, null, null, null), Spread.Of([]));
    }

    [Fact] // stats.entropy([3, 5, 2], base=2)
    public void Entropy_OfCounts_IsSciPys() => Assert.Equal(1.4854752972273346, Agreement.Entropy([3, 0, 5, 2])!.Value, Exact);

    [Fact]
    public void Entropy_OfOneClassOrNone_IsNothing()
    {
        Assert.Equal(0, Agreement.Entropy([0, 7]));
        Assert.Null(Agreement.Entropy([0, 0]));
    }

    // The example of fifty grant proposals: 20 and 15 agreed on, 5 and 10 not; po 0.7, pe 0.5.
    [Fact]
    public void Kappa_OfTheTextbookExample_IsTwoFifths() =>
        Assert.Equal(0.4, Agreement.Kappa(new[,] { { 20, 5 }, { 10, 15 } })!.Value, Exact);

    [Fact]
    public void Kappa_WhereChanceAloneAgrees_IsUndefined()
    {
        Assert.Null(Agreement.Kappa(new[,] { { 9, 0 }, { 0, 0 } }));
        Assert.Null(Agreement.Kappa(new[,] { { 0, 0 }, { 0, 0 } }));
    }

    [Fact] // np.polyfit(x, y, 1)
    public void Line_OfPoints_IsTheLeastSquaresOne()
    {
        var line = LeastSquares.Line([0, 1, 2, 3], [1, 3, 2, 5]);

        Assert.Equal(1.1, line!.Value.AtZero, Exact);
        Assert.Equal(1.1, line.Value.Slope, Exact);
        Assert.Null(LeastSquares.Line([2, 2], [1, 3]));
    }

    private static void AssertTest(CorrelationTest test, double r, double low, double high, double p)
    {
        Assert.Equal(r, test.R!.Value, Exact);
        Assert.Equal(low, test.Low!.Value, Exact);
        Assert.Equal(high, test.High!.Value, Exact);
        Assert.Equal(p, test.P!.Value, Exact);
    }
}
