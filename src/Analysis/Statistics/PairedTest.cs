namespace CompExplain.Analysis.Statistics;

/// <summary>How much larger one of two paired measurements is. A value is null where it is undefined.</summary>
/// <param name="Count">The number of pairs.</param>
/// <param name="Mean">The mean difference; null without a pair.</param>
/// <param name="Low">The lower end of its 95 % interval, by Student's t; null with fewer than 2 pairs.</param>
/// <param name="High">The upper end of its 95 % interval.</param>
/// <param name="T">Student's t; null with fewer than 2 pairs, or where all differences are equal.</param>
/// <param name="TP">The two-sided p of t.</param>
/// <param name="W">
/// The sum of the ranks of the positive differences (Wilcoxon's signed-rank test); null where no difference is other than 0.
/// </param>
/// <param name="WP">The two-sided p of W.</param>
/// <param name="Zeros">How many differences are 0, which Wilcoxon's test leaves out.</param>
public sealed record PairedTest(
    int Count, double? Mean, double? Low, double? High, double? T, double? TP, double? W, double? WP, int Zeros);
