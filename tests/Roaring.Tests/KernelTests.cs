using System.Runtime.Intrinsics.X86;
using CompExplain.Roaring.Kernels;
using CsCheck;

namespace CompExplain.Roaring.Tests;

/// <summary>Every vectorised kernel gives what its scalar form gives, whatever the machine would choose by itself.</summary>
public sealed class KernelTests
{
    private static readonly Gen<ulong[]> Words =
        Gen.OneOf(Gen.ULong, Gen.Const(0UL), Gen.Const(ulong.MaxValue), Gen.Select(Gen.ULong, Gen.ULong, (x, y) => x & y)).Array[0, 1030];

    private static readonly Gen<ushort[]> Values =
        Gen.Select(Gen.Int[0, 4096], Gen.Int[1, 16], Gen.Int[0, int.MaxValue - 1]).Select((count, shift, seed) => Scatter(count, shift, seed));

    [Fact]
    public void Count_VectorForms_EqualTheScalarForm() =>
        Gen.Select(Words, Words).Sample(
            (left, right) =>
            {
                AssertCounts<And>(left, right);
                AssertCounts<Or>(left, right);
                AssertCounts<Xor>(left, right);
                AssertCounts<AndNot>(left, right);
                AssertCounts<Left>(left, right);
            },
            iter: 300, threads: 2);

    [Fact]
    public void CountAnd_Arrays_FormsAreEqual() =>
        Gen.Select(Values, Values).Sample(
            (left, right) =>
            {
                int expected = left.Intersect(right).Count();
                Assert.Equal(expected, ArrayKernels.CountAndScalar(left, right));
                Assert.Equal(expected, ArrayKernels.CountAndGallop(left, right));
                Assert.Equal(expected, ArrayKernels.CountAnd(left, right));
                if (Avx512BW.IsSupported)
                {
                    Assert.Equal(expected, ArrayKernels.CountAndAvx512(left, right));
                }

                if (Avx2.IsSupported)
                {
                    Assert.Equal(expected, ArrayKernels.CountAndAvx2(left, right));
                }
            },
            iter: 300, threads: 2);

    [Fact]
    public void IndexOfDisorder_OneValueRepeated_IsFound() =>
        Gen.Select(Values.Where(values => values.Length > 1), Gen.Int[1, int.MaxValue - 1]).Sample(
            (values, random) =>
            {
                Assert.Equal(-1, ArrayKernels.IndexOfDisorder(values));
                int at = 1 + random % (values.Length - 1);
                values[at] = values[at - 1];
                Assert.Equal(at, ArrayKernels.IndexOfDisorder(values));
            },
            iter: 300, threads: 2);

    [Fact]
    public void CountAnd_Runs_FormsAreEqual() =>
        Gen.Select(Values, Values).Sample(
            (left, right) =>
            {
                int expected = left.Intersect(right).Count();
                ushort[] a = Runs(left), b = Runs(right);
                Assert.Equal(expected, RunKernels.CountAndScalar(a, b));
                Assert.Equal(expected, RunKernels.CountAndSkipping(a, b));
                if (Avx2.IsSupported)
                {
                    Assert.Equal(expected, RunKernels.CountAndBlocks(a, b));
                    Assert.Equal(expected, RunKernels.CountAndBlocks(b, a));
                }

                Assert.Equal(expected, RunKernels.CountAnd(a, b));
                Assert.Equal(expected, RunKernels.CountAndValues(a, right));
                Assert.Equal(expected, RunKernels.CountAndValues(b, left));
            },
            iter: 300, threads: 2);

    /// <summary>Few and long runs, about a block of them: they touch, fill the container, and begin and end at its ends.</summary>
    [Fact]
    public void CountAnd_RunsAroundABlock_FormsAreEqual()
    {
        var random = new Random(7);
        for (int i = 0; i < 1000; i++)
        {
            ushort[] a = Stretches(random, random.Next(0, 36)), b = Stretches(random, random.Next(0, 36));
            int expected = CountBoth(Flags(a), Flags(b));
            Assert.Equal(expected, RunKernels.CountAndScalar(a, b));
            Assert.Equal(expected, RunKernels.CountAndSkipping(a, b));
            Assert.Equal(expected, RunKernels.CountAnd(a, b));
            if (!Avx2.IsSupported)
            {
                continue;
            }

            Assert.Equal(expected, RunKernels.CountAndBlocks(a, b));
            if (a.Length <= 32)
            {
                Assert.Equal(expected, RunKernels.CountAndBlock(a, b));
            }
        }
    }

    [Fact]
    public void SmallestGap_OneRunMoved_IsFound() =>
        Gen.Select(Values.Where(values => values.Length > 0), Gen.Int[0, int.MaxValue - 1]).Sample(
            (values, random) =>
            {
                ushort[] runs = Runs(values);
                Assert.Equal(SmallestGapScalar(runs), RunKernels.SmallestGap(runs, out int cardinality));
                Assert.Equal(values.Length, cardinality);
                int at = 2 * (random % (runs.Length / 2));
                if (at + 2 < runs.Length)
                {
                    ushort length = runs[at + 1];
                    runs[at + 1] = (ushort)(runs[at + 2] - runs[at] - 1);
                    Assert.Equal(1, RunKernels.SmallestGap(runs, out _));
                    runs[at + 1]++;
                    Assert.Equal(0, RunKernels.SmallestGap(runs, out _));
                    runs[at + 1] = length;
                }

                runs[at + 1] = ushort.MaxValue;
                Assert.Equal(runs.Length == 2 && runs[0] == 0, RunKernels.SmallestGap(runs, out _) > 0);
            },
            iter: 300, threads: 2);

    private static int SmallestGapScalar(ushort[] runs)
    {
        int smallest = 65536;
        for (int i = 2; i < runs.Length; i += 2)
        {
            smallest = Math.Min(smallest, runs[i] - (runs[i - 2] + runs[i - 1]));
        }

        return smallest;
    }

    /// <summary>Ordered runs between random cuts, some of which touch.</summary>
    private static ushort[] Stretches(Random random, int count)
    {
        int[] cuts = [0, .. Enumerable.Range(0, count).Select(_ => random.Next(random.Next(2) == 0 ? 65536 : 200)).Order().Distinct(), 65536];
        var runs = new List<ushort>();
        for (int i = 1; i < cuts.Length && runs.Count < 2 * count; i++)
        {
            int length = cuts[i] - cuts[i - 1];
            if (length > 0 && random.Next(5) > 0)
            {
                runs.AddRange([(ushort)cuts[i - 1], (ushort)(random.Next(3) == 0 ? length - 1 : random.Next(length))]);
            }
        }

        return [.. runs];
    }

    private static int CountBoth(bool[] left, bool[] right)
    {
        int count = 0;
        for (int i = 0; i < left.Length; i++)
        {
            count += left[i] && right[i] ? 1 : 0;
        }

        return count;
    }

    private static bool[] Flags(ushort[] runs)
    {
        bool[] flags = new bool[65536];
        for (int i = 0; i < runs.Length; i += 2)
        {
            flags.AsSpan(runs[i], runs[i + 1] + 1).Fill(true);
        }

        return flags;
    }

    private static ushort[] Runs(ushort[] values)
    {
        ushort[] runs = new ushort[2 * values.Length];
        return runs[..(2 * RunKernels.FromValues(values, runs))];
    }

    private static ushort[] Scatter(int count, int shift, int seed)
    {
        var random = new Random(seed);
        int mask = (1 << shift) - 1, offset = random.Next(65536 - mask);
        var values = new SortedSet<ushort>();
        for (int i = 0; i < count; i++)
        {
            values.Add((ushort)(offset + (random.Next() & mask)));
        }

        return [.. values];
    }

    private static void AssertCounts<TOp>(ulong[] left, ulong[] right)
        where TOp : struct, IWordOperation
    {
        int length = Math.Min(left.Length, right.Length);
        ReadOnlySpan<ulong> a = left.AsSpan(0, length), b = right.AsSpan(0, length);
        int expected = BitmapKernels.CountScalar<TOp>(a, b);
        Assert.Equal(expected, BitmapKernels.CountVector256<TOp>(a, b));
        Assert.Equal(expected, BitmapKernels.CountVector512<TOp>(a, b));
        Assert.Equal(expected, BitmapKernels.Count<TOp>(a, b));
        ulong[] destination = new ulong[length];
        Assert.Equal(expected, BitmapKernels.Apply<TOp>(a, b, destination));
        for (int i = 0; i < length; i++)
        {
            Assert.Equal(TOp.Apply(a[i], b[i]), destination[i]);
        }
    }
}
