using CompExplain.Storage.Activations;
using CsCheck;

namespace CompExplain.Storage.Tests.Activations;

public sealed class ThresholdTests
{
    private static readonly float[] Corners =
        [0f, -0f, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, 1e-40f, -1e-40f];

    private static readonly Gen<float> Finite = Gen.OneOf(
        Gen.Float[-10, 10],
        Gen.Float.Where(float.IsFinite),
        Gen.Int[-3, 3].Select(i => (float)i),
        Gen.Int[0, Corners.Length - 1].Select(i => Corners[i]));

    [Fact]
    public void TopShare_AnyFiniteValues_IsThePlainSorts() =>
        Gen.Select(Finite.Array[1, 300], Gen.Double[0.001, 0.999]).Sample((values, share) =>
        {
            float threshold = ExactQuantile.TopShare(values, share);
            Assert.Equal(Plain(values, share), threshold);
            int k = (int)Math.Round(share * values.Length);
            int above = values.Count(value => value > threshold);
            Assert.True(above <= k);
            Assert.True(values.Count(value => value >= threshold) > k || k == values.Length);
        });

    [Fact]
    public void OverPositions_ManyShares_AreAsEachByItself() =>
        Gen.Select(Finite.Array[120, 120], Gen.Double[0.001, 0.999].Array[1, 200]).Sample((values, shares) =>
        {
            // 30 inputs of 2 x 2, on 5 x 3 positions; differences must not overflow.
            float[] small = Array.ConvertAll(values, value => value / 8);
            var thresholder = new UnitThresholder(new BilinearUpsampler(2, 2, 5, 3), 30);
            Assert.Equal(
                shares.Select(share => thresholder.OverPositions(small, share)), thresholder.OverPositions(small, shares));
        });

    [Theory]
    [InlineData(0.5, new[] { 1f, 2, 3, 4 }, 2f)]
    [InlineData(0.25, new[] { 4f, 1, 3, 2 }, 3f)]
    [InlineData(0.25, new[] { 4f, 4, 4, 1 }, 4f)]
    [InlineData(0.1, new[] { 1f, 2, 3, 4 }, 4f)]
    [InlineData(0.5, new[] { -1f, -2, -3, -4 }, -3f)]
    [InlineData(0.5, new[] { 7f, 7, 7, 7 }, 7f)]
    [InlineData(0.5, new[] { -0f, 0f }, 0f)]
    public void TopShare_SmallCases_AreAsCountedByHand(double share, float[] values, float expected) =>
        Assert.Equal(expected, ExactQuantile.TopShare(values, share));

    [Fact]
    public void TopShare_AllAbove_IsJustBelowTheMinimum()
    {
        float threshold = ExactQuantile.TopShare([5f, 6f], 0.99);

        Assert.Equal(MathF.BitDecrement(5f), threshold);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void TopShare_ShareOutside0And1_IsRefused(double share) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ExactQuantile.TopShare([1f], share));

    [Fact]
    public void TryLocate_FloorTooHigh_SaysSoAndIsExactWhenItIsNot() =>
        Gen.Select(Finite.Array[1, 200], Finite, Gen.Double[0.01, 0.99]).Sample((values, floor, share) =>
        {
            var search = new TopShareSearch(values.Length, share);
            search.CountHigh(values.Where(value => value > floor).ToArray());
            if (!search.TryLocate(floor, out float smallest))
            {
                return;
            }

            search.CountLow(values.Where(value => value >= smallest).ToArray());
            Assert.Equal(Plain(values, share), search.Threshold());
        });

    private static float Plain(float[] values, double share)
    {
        float[] sorted = [.. values.OrderDescending()];
        int k = (int)Math.Round(share * values.Length);
        float threshold = k < sorted.Length ? sorted[k] : MathF.BitDecrement(sorted[^1] + 0f);
        return threshold + 0f;
    }
}
