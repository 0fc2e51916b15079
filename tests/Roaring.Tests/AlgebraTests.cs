using CsCheck;

namespace CompExplain.Roaring.Tests;

public sealed class AlgebraTests
{
    private const int Iterations = 60;

    public static TheoryData<string> Operations => ["And", "Or", "Xor", "AndNot"];

    [Theory]
    [MemberData(nameof(Operations))]
    public void Operation_AnySets_HoldsWhatTheOracleHolds(string name)
    {
        var operation = Operation.Named(name);
        Gen.Select(Sets.Any, Sets.Any).Sample(
            (left, right) =>
            {
                var expected = NaiveSet.Combine(left.Naive, right.Naive, operation.OnFlags);
                Roaring32Bitmap a = left.Bitmap, b = right.Bitmap;
                RoaringView viewA = Sets.View(a), viewB = Sets.View(b);
                byte[] beforeA = a.Serialize(), beforeB = b.Serialize();
                var result = operation.OnBitmaps(a, b);
                Sets.AssertHolds(expected, result);
                Assert.True(result.Equals(operation.OnViews(viewA, viewB)));

                var inPlace = a.Clone();
                operation.InPlace(inPlace, b);
                Sets.AssertHolds(expected, inPlace);
                var inPlaceOfView = a.Clone();
                operation.InPlaceOfView(inPlaceOfView, viewB);
                Assert.True(result.Equals(inPlaceOfView));
                Assert.True(inPlaceOfView.Equals(inPlace));

                Assert.Equal(beforeA, a.Serialize());
                Assert.Equal(beforeB, b.Serialize());
            },
            iter: Iterations, threads: 2);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Count_AnySets_IsTheCountOfTheResult(string name)
    {
        var operation = Operation.Named(name);
        Gen.Select(Sets.Any, Sets.Any).Sample(
            (left, right) =>
            {
                long expected = NaiveSet.Combine(left.Naive, right.Naive, operation.OnFlags).Count;
                Roaring32Bitmap a = left.Bitmap, b = right.Bitmap;
                RoaringView viewA = Sets.View(a), viewB = Sets.View(b);
                Assert.Equal(expected, operation.Count(a, b));
                Assert.Equal(expected, operation.CountOfViews(viewA, viewB));
                Assert.Equal(expected, operation.CountOfViewAndBitmap(viewA, b));
                Assert.Equal(expected, operation.CountOfBitmapAndView(a, viewB));
                if (name == "And")
                {
                    Assert.Equal(expected > 0, a.Intersects(b));
                    Assert.Equal(expected > 0, viewA.Intersects(viewB));
                    Assert.Equal(expected > 0, viewA.Intersects(b));
                }
            },
            iter: Iterations, threads: 2);
    }

    /// <summary>Every pair of container kinds and limits, not only those that chance brings together.</summary>
    [Theory]
    [MemberData(nameof(Operations))]
    public void Operation_EveryPairOfShapes_HoldsWhatTheOracleHolds(string name)
    {
        var operation = Operation.Named(name);
        for (int i = 1; i < Sets.ShapeCount; i++)
        {
            for (int j = 1; j < Sets.ShapeCount; j += NaiveSet.Keys.Length)
            {
                int[] others = [.. Enumerable.Range(j, NaiveSet.Keys.Length).Select(shape => shape % Sets.ShapeCount)];
                (var naiveA, var a) = Sets.Make([i, i, i, i, i], 31 * i, (i + j) % 2 == 0);
                (var naiveB, var b) = Sets.Make(others, 17 * j, j % 2 == 0);
                var expected = NaiveSet.Combine(naiveA, naiveB, operation.OnFlags);
                var result = operation.OnBitmaps(a, b);
                Sets.AssertHolds(expected, result);
                Assert.Equal(result.Count, operation.Count(a, b));
                operation.InPlace(a, b);
                Assert.True(result.Equals(a));
            }
        }
    }

    [Fact]
    public void InPlace_WithItself_IsDefined()
    {
        (_, var bitmap) = Sets.Make([2, 8, 12, 7, 10], 5, true);
        long count = bitmap.Count;
        bitmap.AndWith(bitmap);
        bitmap.OrWith(bitmap);
        Assert.Equal(count, bitmap.Count);
        var same = bitmap.Clone();
        bitmap.XorWith(bitmap);
        Assert.True(bitmap.IsEmpty);
        same.AndNotWith(same);
        Assert.True(same.IsEmpty);
    }

    [Fact]
    public void Flip_AnySet_ExchangesTheRange() =>
        Gen.Select(Sets.Any, Gen.Int[0, 3 * NaiveSet.Block - 1], Gen.Int[0, 3 * NaiveSet.Block - 1]).Sample(
            (set, x, y) =>
            {
                int first = Math.Min(x, y), last = Math.Max(x, y);
                var expected = set.Naive.Clone();
                expected.Flip(first, last);
                var flipped = set.Bitmap.Flip((uint)first, (uint)last);
                Sets.AssertHolds(expected, flipped);
                var inPlace = set.Bitmap.Clone();
                inPlace.FlipInPlace((uint)first, (uint)last);
                Sets.AssertHolds(expected, inPlace);
                inPlace.FlipInPlace((uint)first, (uint)last);
                Assert.True(set.Bitmap.Equals(inPlace));
            },
            iter: Iterations, threads: 2);

    [Fact]
    public void Flip_EverythingTwice_GivesTheSameSet()
    {
        (_, var bitmap) = Sets.Make([2, 8, 12, 7, 10], 5, false);
        var complement = bitmap.Flip(0, uint.MaxValue);
        Assert.Equal(1L << 32, bitmap.Count + complement.Count);
        Assert.Equal(0, Roaring32Bitmap.AndCount(bitmap, complement));
        Assert.Equal(bitmap, complement.Flip(0, uint.MaxValue));
    }

    [Fact]
    public void Count_Operands_AllocatesNothing()
    {
        (_, var a) = Sets.Make([6, 12, 13, 7, 10], 5, true);
        (_, var b) = Sets.Make([12, 7, 11, 6, 15], 6, true);
        RoaringView viewA = Sets.View(a), viewB = Sets.View(b);
        long total = 0;
        for (int warm = 0; warm < 2; warm++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            total += Roaring32Bitmap.AndCount(a, b) + Roaring32Bitmap.OrCount(a, b) + Roaring32Bitmap.XorCount(a, b)
                + Roaring32Bitmap.AndNotCount(a, b) + RoaringView.AndCount(viewA, viewB) + RoaringView.OrCount(viewA, b)
                + RoaringView.XorCount(viewA, viewB) + RoaringView.AndNotCount(a, viewB);
            foreach ((uint first, uint last) in viewA.Ranges)
            {
                total += last - first;
            }

            foreach (uint value in a)
            {
                total += value;
            }

            Assert.True(warm == 0 || GC.GetAllocatedBytesForCurrentThread() == before);
        }

        Assert.True(total > 0);
    }
}
