using CsCheck;

namespace CompExplain.Roaring.Tests;

/// <summary>Random sets that visit every kind of container and its limits, and what must hold of every set.</summary>
internal static class Sets
{
    /// <summary>A shape for each block, a seed, and whether the set is run-optimised.</summary>
    public static readonly Gen<(NaiveSet Naive, Roaring32Bitmap Bitmap)> Any =
        Gen.Select(Gen.Int[0, ShapeCount - 1].Array[NaiveSet.Keys.Length], Gen.Int[0, 1_000_000], Gen.Bool)
            .Select((shapes, seed, optimize) => Make(shapes, seed, optimize));

    public const int ShapeCount = 20;

    public static (NaiveSet Naive, Roaring32Bitmap Bitmap) Make(int[] shapes, int seed, bool optimize)
    {
        var random = new Random(seed);
        var naive = new NaiveSet();
        for (int i = 0; i < shapes.Length; i++)
        {
            Draw(shapes[i], random, naive.Flags.AsSpan(i * NaiveSet.Block, NaiveSet.Block));
        }

        var bitmap = Roaring32Bitmap.FromSorted(naive.Values().ToArray());
        if (optimize)
        {
            bitmap.Optimize();
        }

        return (naive, bitmap);
    }

    /// <summary>One block of a given shape.</summary>
    public static void Draw(int shape, Random random, Span<bool> block)
    {
        switch (shape)
        {
            case 0:
            case 1:
                break;
            case 2:
                Scatter(block, random, random.Next(1, 60));
                break;
            case 3:
                Scatter(block, random, 4095);
                break;
            case 4:
                Scatter(block, random, 4096);
                break;
            case 5:
                Scatter(block, random, 4097);
                break;
            case 6:
                Scatter(block, random, random.Next(100, 3000));
                break;
            case 7:
                Scatter(block, random, random.Next(5000, 60000));
                break;
            case 8:
                block.Fill(true);
                break;
            case 9:
                block.Fill(true);
                block[random.Next(block.Length)] = false;
                break;
            case 10:
                block[0] = true;
                block[^1] = true;
                break;
            case 11:
                Stripes(block, random, 2046 + random.Next(4), 1 + random.Next(20));
                break;
            case 12:
                Stripes(block, random, 1 + random.Next(30), 2000);
                break;
            case 13:
                Stripes(block, random, 300, 100);
                break;
            case 14:
                for (int i = random.Next(2); i < block.Length; i += 2)
                {
                    block[i] = true;
                }

                break;
            case 15:
                block[random.Next(block.Length / 2)..].Fill(true);
                break;
            case 16:
                block[..random.Next(1, block.Length)].Fill(true);
                break;
            case 17:
                block[random.Next(block.Length)] = true;
                break;
            case 18:
                int start = random.Next(block.Length - 4200);
                block.Slice(start, 4095 + random.Next(3)).Fill(true);
                break;
            default:
                Stripes(block, random, 1000, 2);
                break;
        }
    }

    /// <summary>Everything that can be asked of a set answers as the oracle does, in memory and serialised.</summary>
    public static void AssertHolds(NaiveSet expected, Roaring32Bitmap actual)
    {
        var values = expected.Values();
        List<(uint, uint)> ranges = expected.Ranges();
        Assert.Equal(values.Count, actual.Count);
        Assert.Equal(values.Count == 0, actual.IsEmpty);
        AssertSame(ranges, Ranges(actual.Ranges));
        uint[] copied = new uint[values.Count];
        Assert.Equal(values.Count, actual.CopyTo(copied));
        AssertSame(values, copied);

        byte[] bytes = actual.Serialize();
        Assert.Equal(actual.SerializedSize, bytes.Length);
        var view = RoaringView.Open(bytes);
        Assert.Equal(values.Count, view.Count);
        AssertSame(ranges, Ranges(view.Ranges));
        var again = Roaring32Bitmap.Deserialize(bytes);
        Assert.True(actual.Equals(again));
        Assert.True(bytes.AsSpan().SequenceEqual(again.Serialize()));
    }

    public static List<(uint, uint)> Ranges(RangeEnumerator ranges)
    {
        var list = new List<(uint, uint)>();
        foreach ((uint first, uint last) in ranges)
        {
            list.Add((first, last));
        }

        return list;
    }

    /// <summary>The same bitmap in another place and another form: a view over its bytes.</summary>
    public static RoaringView View(Roaring32Bitmap bitmap) => RoaringView.Open(bitmap.Serialize());

    private static void AssertSame<T>(List<T> expected, IEnumerable<T> actual) =>
        Assert.True(expected.SequenceEqual(actual), "the values differ from the oracle's");

    private static void Scatter(Span<bool> block, Random random, int count)
    {
        while (count > 0)
        {
            ref bool flag = ref block[random.Next(block.Length)];
            count -= flag ? 0 : 1;
            flag = true;
        }
    }

    private static void Stripes(Span<bool> block, Random random, int count, int maxLength)
    {
        int step = block.Length / count;
        for (int i = 0; i < count; i++)
        {
            int length = Math.Min(random.Next(1, maxLength + 1), step);
            block.Slice(i * step, length == step && random.Next(2) == 0 ? length : Math.Max(1, length - 1)).Fill(true);
        }
    }
}
