using CompExplain.Query.Ast;
using CompExplain.Search.Beams;
using CsCheck;

namespace CompExplain.Search.Tests.Beams;

public sealed class ScorerTests
{
    // Counts of real sizes, and floors that are the very scores of other counts, where rounding decides.
    private static readonly Gen<(long Total, long Target, long Size, long Hits)> GenCounts =
        from total in Gen.OneOf(Gen.Long[1, 60], Gen.Long[1, 300_000_000], Gen.Const(278_602_240L))
        from target in Gen.Long[0, total]
        from size in Gen.Long[0, total]
        from hits in Gen.Long[Math.Max(0, size + target - total), Math.Min(size, target)]
        select (total, target, size, hits);

    public static TheoryData<Score> OfCounts => [.. Enum.GetValues<Score>().Where(score => score.IsOfCounts())];

    [Theory]
    [MemberData(nameof(OfCounts))]
    public void CanReach_FloorThatTheScoreReaches_IsTrue(Score score) =>
        Gen.Select(GenCounts, Gen.OneOf(Gen.Const(1.0), Gen.Double[0.5, 1]), Gen.Int[0, 2]).Sample(
        (counts, factor, kind) =>
        {
            var (total, target, size, hits) = counts;
            double reached = Of(score, target, total, hits, size) * factor;
            double floor = kind switch { 0 => reached, 1 => Math.BitDecrement(reached), _ => reached * 0.999 };
            return !(floor >= double.Epsilon) || CanReach(score, target, total, hits, size, factor, floor);
        },
        iter: 20_000);

    [Theory]
    [MemberData(nameof(OfCounts))]
    public void CanReach_FloorFarAboveTheScore_IsFalse(Score score)
    {
        // A bound that never refuses would pass the other test.
        Assert.False(CanReach(
            score, 50, 1000, 10, 40, 1, score switch { Score.Lift => 10, Score.Pmi => 12, Score.Accuracy => 0.99, _ => 0.9 }));
        Assert.False(CanReach(score, 50, 1000, 0, 40, 1, double.Epsilon));
    }

    [Theory]
    [InlineData(Score.Iou, false)]
    [InlineData(Score.F1, false)]
    [InlineData(Score.Phi, false)]
    [InlineData(Score.Auprc, false)]
    [InlineData(Score.Precision, true)]
    [InlineData(Score.Recall, true)]
    [InlineData(Score.Accuracy, true)]
    [InlineData(Score.Auc, true)]
    public void Caution_Score_IsOfThoseThatFailTheSanityChecks(Score score, bool fails) =>
        Assert.Equal(fails, score.Caution() is not null);

    private static double Of(Score score, long target, long total, long hits, long size) =>
        score == Score.Iou ? new IouScorer(target).Of(hits, size) : new CountScorer(score, target, total).Of(hits, size);

    private static bool CanReach(Score score, long target, long total, long hits, long size, double factor, double floor) =>
        score == Score.Iou
        ? new IouScorer(target).CanReach(hits, size, factor, floor)
        : new CountScorer(score, target, total).CanReach(hits, size, factor, floor);
}
