using CompExplain.Storage.Activations;
using CsCheck;

namespace CompExplain.Storage.Tests.Activations;

public sealed class ActivationRangesTests
{
    [Fact]
    public void Split_AnyValues_CostsAsLittleAsTheBestOfAllSplits() =>
        Gen.Select(Gen.Int[1, 40].Array[1, 11], Gen.Int[1, 5].Array[11], Gen.Int[1, 5]).Sample((numbers, counts, clusters) =>
        {
            float[] values = [.. numbers.Distinct().Order().Select(each => each / 4f)];
            long[] weights = [.. counts.Take(values.Length).Select(each => (long)each)];
            clusters = Math.Min(clusters, values.Length);
            int[] starts = ActivationRanges.Split(values, weights, clusters);
            Assert.Equal(clusters, starts.Length);
            Assert.Equal(0, starts[0]);
            Assert.Equal(starts.Distinct().Order(), starts);
            double best = All(values.Length, clusters).Min(each => Cost(values, weights, each));
            Assert.Equal(best, Cost(values, weights, starts), 9);
        });

    [Fact]
    public void Of_Values_AreRangesThatMeetAndHoldEveryPositive() =>
        Gen.Float[-2, 5].Array[0, 60].Sample(values =>
        {
            var ranges = ActivationRanges.Of(values);
            Assert.Equal(Math.Min(ActivationRanges.Count, values.Where(value => value > 0).Distinct().Count()), ranges.Count);
            foreach (float value in values)
            {
                Assert.Equal(value > 0 ? 1 : 0, ranges.Count(range => range.Contains(value)));
            }

            Assert.All(ranges, range => Assert.Contains(values, range.Contains));
        });

    [Theory]
    [InlineData(1.0, 1.0, true)]
    [InlineData(1.0000000001, 1.0, false)]
    [InlineData(0.9999999999, 1.0, true)]
    [InlineData(-1e300, -3.4e38, true)]
    [InlineData(1e300, 3.4e38, false)]
    [InlineData(0.0, -0.0, true)]
    public void Between_Low_IsHeldToTheDouble(double low, float activation, bool expected) =>
        Assert.Equal(expected, ActivationInterval.Between(low, 1e300).Contains(activation));

    [Fact]
    public void Interval_AnyNumbers_IsThePlainComparison()
    {
        var values = Gen.Select(Gen.Double.Where(double.IsFinite), Gen.Double[-5, 5], Gen.Float.Where(float.IsFinite), Gen.Bool);
        values.Sample((wide, near, activation, isNear) =>
        {
            double low = isNear ? activation + (near * 1e-7) : wide, high = isNear ? low + 1e-6 : -wide;
            Assert.Equal(activation > low, ActivationInterval.GreaterThan(low).Contains(activation));
            Assert.Equal(activation >= low && activation <= high, ActivationInterval.Between(low, high).Contains(activation));
        });
    }

    private static IEnumerable<int[]> All(int count, int clusters)
    {
        if (clusters == 1)
        {
            return [[0]];
        }

        return Enumerable.Range(1, count - 1).SelectMany(
            last => last < clusters - 1 ? [] : All(last, clusters - 1).Select(starts => (int[])[.. starts, last]));
    }

    private static double Cost(float[] values, long[] weights, int[] starts)
    {
        double cost = 0;
        for (int cluster = 0; cluster < starts.Length; cluster++)
        {
            int from = starts[cluster], to = cluster + 1 < starts.Length ? starts[cluster + 1] : values.Length;
            var part = Enumerable.Range(from, to - from).ToList();
            double mean = part.Sum(i => (double)values[i] * weights[i]) / part.Sum(i => weights[i]);
            cost += part.Sum(i => weights[i] * (values[i] - mean) * (values[i] - mean));
        }

        return cost;
    }
}
