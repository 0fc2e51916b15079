using CompExplain.Storage.Activations;
using CsCheck;

namespace CompExplain.Storage.Tests.Activations;

public sealed class ActivationSetTests
{
    private static readonly Gen<float> Bound = Gen.OneOf(
        Gen.Int[-4, 4].Select(i => (float)i), Gen.Const(float.NegativeInfinity), Gen.Const(float.PositiveInfinity));

    private static readonly Gen<ActivationInterval> Interval =
        Gen.Select(Bound, Bound, (above, atMost) => new ActivationInterval(above, atMost));

    [Fact]
    public void Contains_AnyIntervals_IsAsEachByItself() => Interval.Array[1, 9].Sample(intervals =>
    {
        var any = ActivationSet.InAny(intervals);
        var all = ActivationSet.InAll(intervals);
        var odd = ActivationSet.InAnOddNumber(intervals);
        for (float activation = -5; activation <= 5; activation += 0.5f)
        {
            int count = intervals.Count(interval => interval.Contains(activation));
            Assert.Equal(count > 0, any.Contains(activation));
            Assert.Equal(count == intervals.Length, all.Contains(activation));
            Assert.Equal(count % 2 == 1, odd.Contains(activation));
            foreach (var set in new[] { any, all, odd })
            {
                Assert.True(!set.Contains(activation) || activation > set.Above);
                Assert.True(set.AsInterval is not { } one || one.Contains(activation) == set.Contains(activation));
            }
        }
    });
}
