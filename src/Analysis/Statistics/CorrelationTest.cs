namespace CompExplain.Analysis.Statistics;

/// <summary>A correlation of two variables with its test. A value is null where it is undefined.</summary>
/// <param name="Count">The number of pairs.</param>
/// <param name="R">The correlation, from -1 to 1; null with fewer than 3 pairs, or where a variable does not vary.</param>
/// <param name="Low">The lower end of the 95 % interval (Fisher's z); null where there is none.</param>
/// <param name="High">The upper end of the 95 % interval.</param>
/// <param name="P">The two-sided p of r = 0.</param>
public sealed record CorrelationTest(int Count, double? R, double? Low, double? High, double? P)
{
    /// <summary>The test of variables without a correlation.</summary>
    /// <param name="count">The number of pairs.</param>
    public static CorrelationTest Undefined(int count) => new(count, null, null, null, null);
}
