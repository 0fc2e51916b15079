using CompExplain.Query.Ast;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Execution;

/// <summary>
/// The scores of a target and a formula as functions of their counts. With hits = |U and F|, size = |F|, targetSize = |U|
/// and N positions. A score that would divide by nothing is 0, as an empty union's IoU is.
/// </summary>
public static class PairScore
{
    /// <summary>A score.</summary>
    /// <param name="score">A score of a pair, of its counts.</param>
    /// <param name="counts">The counts.</param>
    /// <exception cref="ArgumentOutOfRangeException">The score is not a function of the counts.</exception>
    public static double Of(Score score, PairCounts counts) => score switch
    {
        Score.Iou => Iou(counts),
        Score.F1 => F1(counts),
        Score.Precision => Ratio(counts.Hits, counts.Size),
        Score.Recall => Ratio(counts.Hits, counts.TargetSize),
        Score.Accuracy => Ratio(counts.Total - counts.Size - counts.TargetSize + (2 * counts.Hits), counts.Total),
        Score.Phi => Phi(counts),
        Score.Lift => Lift(counts),
        Score.Pmi => Pmi(counts),
        _ => throw new ArgumentOutOfRangeException(nameof(score), score, "is not a score of a pair's counts"),
    };

    /// <summary>Intersection over union (Jaccard): |U and F| / |U or F|. The paper, section 2.</summary>
    /// <param name="counts">The counts.</param>
    public static double Iou(PairCounts counts) => counts.Iou;

    /// <summary>F1 (Dice): 2 |U and F| / (|U| + |F|).</summary>
    /// <param name="counts">The counts.</param>
    public static double F1(PairCounts counts) => Ratio(2 * counts.Hits, counts.Size + counts.TargetSize);

    /// <summary>The Pearson correlation of the two masks, from -1 to 1.</summary>
    /// <param name="counts">The counts.</param>
    public static double Phi(PairCounts counts)
    {
        // Decimal keeps the difference of two near products exact to 28 digits, where double would lose it.
        decimal difference = ((decimal)counts.Total * counts.Hits) - ((decimal)counts.Size * counts.TargetSize);
        double spread = Math.Sqrt((double)counts.Size * (counts.Total - counts.Size))
            * Math.Sqrt((double)counts.TargetSize * (counts.Total - counts.TargetSize));
        return spread == 0 ? 0 : (double)difference / spread;
    }

    /// <summary>How many times more often they meet than by chance: N |U and F| / (|U| |F|).</summary>
    /// <param name="counts">The counts.</param>
    public static double Lift(PairCounts counts) =>
        counts.Size == 0 || counts.TargetSize == 0
            ? 0
            : (double)counts.Hits * counts.Total / ((double)counts.Size * counts.TargetSize);

    /// <summary>
    /// Pointwise mutual information in bits: the base-2 logarithm of the lift; minus infinity where they never meet.
    /// </summary>
    /// <param name="counts">The counts.</param>
    public static double Pmi(PairCounts counts) => Math.Log2(Lift(counts));

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
