using CsCheck;

namespace CompExplain.Roaring.Tests;

public sealed class Roaring32BitmapTests
{
    private const int Iterations = 60;

    [Fact]
    public void New_NoValues_IsEmpty()
    {
        var bitmap = new Roaring32Bitmap();
        Assert.True(bitmap.IsEmpty);
        Assert.Equal(0, bitmap.Count);
        Assert.False(bitmap.Contains(0));
        Assert.Empty(bitmap);
        Assert.Equal(8, bitmap.SerializedSize);
        Assert.Equal([0x3A, 0x30, 0, 0, 0, 0, 0, 0], bitmap.Serialize());
        Assert.Equal(bitmap, Roaring32Bitmap.Deserialize(bitmap.Serialize()));
        Assert.True(default(RoaringView).IsEmpty);
        Assert.False(default(RoaringView).Contains(7));
        Assert.Empty(Sets.Ranges(default(RoaringView).Ranges));
        Assert.Equal(bitmap, default(RoaringView).ToBitmap());
    }

    [Fact]
    public void FromSorted_AnySet_HoldsTheValues() =>
        Sets.Any.Sample(set => Sets.AssertHolds(set.Naive, set.Bitmap), iter: Iterations, threads: 2);

    [Fact]
    public void FromSorted_NotAscending_Throws()
    {
        Assert.Throws<ArgumentException>(() => Roaring32Bitmap.FromSorted([1, 1]));
        Assert.Throws<ArgumentException>(() => Roaring32Bitmap.FromSorted([2, 1]));
        Assert.Throws<ArgumentException>(() => Roaring32Bitmap.FromSorted([70000, 1]));
    }

    [Fact]
    public void Add_AnyOrder_HoldsTheValues() =>
        Sets.Any.Sample(
            set =>
            {
                uint[] values = set.Naive.Values().ToArray();
                var ascending = new Roaring32Bitmap();
                foreach (uint value in values)
                {
                    ascending.Add(value);
                }

                Assert.True(set.Bitmap.Equals(ascending));
                new Random(1).Shuffle(values);
                var shuffled = new Roaring32Bitmap();
                foreach (uint value in values.AsSpan(0, Math.Min(values.Length, 20_000)))
                {
                    shuffled.Add(value);
                }

                Assert.Equal(values.Take(20_000).Order(), shuffled);
            },
            iter: 30, threads: 2);

    [Fact]
    public void AddRange_AscendingRanges_HoldsTheValues() =>
        Sets.Any.Sample(
            set =>
            {
                var bitmap = new Roaring32Bitmap();
                foreach ((uint first, uint last) in set.Naive.Ranges())
                {
                    bitmap.AddRange(first, last);
                }

                Sets.AssertHolds(set.Naive, bitmap);
                bitmap.Optimize();
                var same = set.Bitmap.Clone();
                same.Optimize();
                Assert.Equal(same.SerializedSize, bitmap.SerializedSize);
            },
            iter: Iterations, threads: 2);

    [Fact]
    public void AddRange_RowsOfManyImages_StaysLinear()
    {
        var bitmap = new Roaring32Bitmap();
        const uint Rows = 3_000_000;
        for (uint row = 0; row < Rows; row++)
        {
            bitmap.AddRange(row * 300, row * 300 + row % 299);
        }

        Assert.Equal((int)Rows, Sets.Ranges(bitmap.Ranges).Count);
    }

    /// <summary>Any row of changes keeps the set equal to the oracle, whatever containers it goes through.</summary>
    [Fact]
    public void Changes_InAnyOrder_FollowTheOracle() =>
        Gen.Select(Sets.Any, Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3 * NaiveSet.Block - 1], Gen.Int[1, 6000]).Array[1, 60]).Sample(
            (set, changes) =>
            {
                var naive = set.Naive.Clone();
                var bitmap = set.Bitmap.Clone();
                foreach ((int kind, int first, int length) in changes)
                {
                    int last = Math.Min(first + length, 3 * NaiveSet.Block - 1);
                    switch (kind)
                    {
                        case 0:
                            bitmap.AddRange((uint)first, (uint)last);
                            naive.Fill(first, last, true);
                            break;
                        case 1:
                            bitmap.FlipInPlace((uint)first, (uint)last);
                            naive.Flip(first, last);
                            break;
                        case 2:
                            for (int value = first; value <= Math.Min(last, first + 200); value += 1 + value % 3)
                            {
                                Assert.Equal(naive.Flags[value], bitmap.Remove((uint)value));
                                naive.Flags[value] = false;
                            }

                            break;
                        case 3:
                            for (int value = first; value <= last; value += 1 + length % 5)
                            {
                                bitmap.Add((uint)value);
                                naive.Flags[value] = true;
                            }

                            break;
                        case 4:
                            bitmap.AndNotWith(Roaring32Bitmap.FromRange((uint)first, (uint)last));
                            naive.Fill(first, last, false);
                            break;
                        default:
                            bitmap.Optimize();
                            break;
                    }
                }

                Sets.AssertHolds(naive, bitmap);
            },
            iter: Iterations, threads: 2);

    [Fact]
    public void Remove_EveryValue_LeavesNothing()
    {
        (var naive, var bitmap) = Sets.Make([5, 13, 8, 2, 18], 3, true);
        foreach (uint value in naive.Values())
        {
            Assert.True(bitmap.Remove(value));
            Assert.False(bitmap.Remove(value));
        }

        Assert.True(bitmap.IsEmpty);
        Assert.Equal(new Roaring32Bitmap(), bitmap);
    }

    [Theory]
    [InlineData(0u, 0u)]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    [InlineData(65535u, 65536u)]
    [InlineData(0u, 4095u)]
    [InlineData(0u, 4096u)]
    [InlineData(65536u, 131071u)]
    [InlineData(1u, uint.MaxValue)]
    [InlineData(0u, uint.MaxValue)]
    public void FromRange_Edges_HoldsExactlyTheRange(uint first, uint last)
    {
        var bitmap = Roaring32Bitmap.FromRange(first, last);
        Assert.Equal((long)last - first + 1, bitmap.Count);
        Assert.Equal([(first, last)], Sets.Ranges(bitmap.Ranges));
        Assert.True(bitmap.Contains(first) && bitmap.Contains(last));
        Assert.False(first > 0 && bitmap.Contains(first - 1));
        Assert.False(last < uint.MaxValue && bitmap.Contains(last + 1));
        Assert.Equal(bitmap.Count, bitmap.Rank(uint.MaxValue));
        Assert.Equal(last, bitmap.Select(bitmap.Count - 1));
        Assert.Equal([(first, last)], Sets.Ranges(Sets.View(bitmap).Ranges));
    }

    [Fact]
    public void AddRange_LastBelowFirst_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Roaring32Bitmap().AddRange(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Roaring32Bitmap().Flip(2, 1));
    }

    [Fact]
    public void ContainsRankSelect_AnySet_AnswerAsTheOracle() =>
        Gen.Select(Sets.Any, Gen.Int[0, NaiveSet.Universe - 1].Array[50]).Sample(
            (set, positions) =>
            {
                var values = set.Naive.Values();
                var view = Sets.View(set.Bitmap);
                foreach (int position in positions)
                {
                    uint value = NaiveSet.ValueAt(position);
                    int at = values.BinarySearch(value);
                    Assert.Equal(at >= 0, set.Bitmap.Contains(value));
                    Assert.Equal(at >= 0, view.Contains(value));
                    int rank = at >= 0 ? at + 1 : ~at;
                    Assert.Equal(rank, set.Bitmap.Rank(value));
                    Assert.Equal(rank, view.Rank(value));
                    if (rank > 0)
                    {
                        Assert.Equal(values[rank - 1], set.Bitmap.Select(rank - 1));
                        Assert.Equal(values[rank - 1], view.Select(rank - 1));
                    }
                }

                Assert.Throws<ArgumentOutOfRangeException>(() => set.Bitmap.Select(values.Count));
                Assert.Throws<ArgumentOutOfRangeException>(() => view.Select(-1));
            },
            iter: Iterations, threads: 2);

    [Fact]
    public void Enumerate_AnySet_GivesTheValuesAscending() =>
        Sets.Any.Sample(
            set =>
            {
                var values = set.Naive.Values();
                Assert.True(values.SequenceEqual(set.Bitmap));
                int at = 0;
                foreach (uint value in Sets.View(set.Bitmap))
                {
                    Assert.Equal(values[at++], value);
                }

                Assert.Equal(values.Count, at);
            },
            iter: 20, threads: 2);

    [Fact]
    public void Optimize_AnySet_KeepsTheValuesAndNeverGrows() =>
        Sets.Any.Sample(
            set =>
            {
                var optimized = set.Bitmap.Clone();
                optimized.Optimize();
                Sets.AssertHolds(set.Naive, optimized);
                Assert.True(set.Bitmap.Equals(optimized));
                Assert.Equal(set.Bitmap.GetHashCode(), optimized.GetHashCode());
                int size = optimized.SerializedSize;
                Assert.True(size <= set.Bitmap.SerializedSize);
                optimized.Optimize();
                Assert.Equal(size, optimized.SerializedSize);
            },
            iter: Iterations, threads: 2);

    [Fact]
    public void Clone_Changed_LeavesTheOriginal()
    {
        (var naive, var bitmap) = Sets.Make([6, 7, 12, 2, 10], 9, true);
        var clone = bitmap.Clone();
        clone.FlipInPlace(0, 200_000);
        clone.Add(uint.MaxValue - 5);
        Sets.AssertHolds(naive, bitmap);
    }

    [Fact]
    public void Equals_OtherValues_IsFalse()
    {
        (_, var bitmap) = Sets.Make([6, 7, 12, 2, 10], 9, true);
        foreach (uint value in new uint[] { 0, 65536, 131072, 200_000, uint.MaxValue })
        {
            Assert.NotEqual(bitmap, bitmap.Flip(value, value));
        }

        Assert.False(bitmap.Equals(null));
        Assert.True(Sets.View(bitmap) == Sets.View(bitmap.Clone()));
        Assert.True(Sets.View(bitmap) != Sets.View(bitmap.Flip(3, 3)));
    }

    [Fact]
    public void ToString_Sets_AreShort()
    {
        Assert.Equal("0 values", new Roaring32Bitmap().ToString());
        Assert.Equal("1 value: 7", Roaring32Bitmap.FromRange(7, 7).ToString());
        Assert.Equal("8 values: 1, 3-5, 8, 10, ...", Roaring32Bitmap.FromSorted([1, 3, 4, 5, 8, 10, 12, 14]).ToString());
    }

    [Fact]
    public void CopyTo_TooShort_Throws()
    {
        var bitmap = Roaring32Bitmap.FromRange(0, 9);
        Assert.Throws<ArgumentException>(() => bitmap.CopyTo(new uint[9]));
        Assert.Throws<ArgumentException>(() => bitmap.Serialize(new byte[bitmap.SerializedSize - 1]));
    }
}
