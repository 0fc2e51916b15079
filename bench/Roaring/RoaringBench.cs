using System.Globalization;
using CompExplain.Roaring;

namespace CompExplain.Bench.Roaring;

/// <summary>
/// Compares the bitmaps with CRoaring (libroaring.so, called directly) on the same masks, in one process, in turns: each
/// round times one side and then the other, and the median of the rounds' ratios is given. Every answer is checked to be the same.
/// </summary>
public static class RoaringBench
{
    private const int Rounds = 31;
    private const int WarmUpRounds = 12;
    private const double RoundMilliseconds = 4;

    /// <summary>Runs on the given groups of masks, and on synthetic ones; the masks of a group are compared with each other.</summary>
    /// <param name="groups">Serialised masks by what they are; may be empty.</param>
    /// <param name="output">Where the table goes.</param>
    /// <returns>0, or 2 where CRoaring is not installed.</returns>
    public static int Run(IReadOnlyList<(string Group, IReadOnlyList<byte[]> Masks)> groups, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(output);
        var library = CRoaringLibrary.TryLoad();
        if (library is null)
        {
            output.WriteLine("libroaring.so is not on this machine; install libroaring0 to compare");
            return 2;
        }

        output.WriteLine("nanoseconds of processor time a call (median); ratio = ours / CRoaring (median of the rounds' ratios); sizes in bytes over the group");
        output.WriteLine(Row("masks", "operation", "ours", "CRoaring", "ratio", "view", "view ratio"));
        foreach ((string group, var masks) in groups.Concat(SyntheticMasks.Groups()))
        {
            Compare(library, group, masks, output);
        }

        return 0;
    }

    private static void Compare(CRoaringLibrary library, string group, IReadOnlyList<byte[]> masks, TextWriter output)
    {
        // Clones, for those hold each container apart, as computed bitmaps do; what was just read lies together, as a view does.
        Roaring32Bitmap[] ours = [.. masks.Select(mask => Roaring32Bitmap.Deserialize(mask).Clone())];
        RoaringView[] views = [.. masks.Select(mask => RoaringView.Open(mask))];
        nint[] theirs = [.. masks.Select(mask => library.Deserialize(mask))];
        int n = masks.Count, pairs = n * (n - 1);
        long Pairs<T>(T[] sets, Func<T, T, long> count)
        {
            long total = 0;
            for (int i = 0; i < sets.Length; i++)
            {
                for (int j = 0; j < sets.Length; j++)
                {
                    total += i == j ? 0 : count(sets[i], sets[j]);
                }
            }

            return total;
        }

        void Counts(
            string name, Func<Roaring32Bitmap, Roaring32Bitmap, long> count, Func<nint, nint, long> theirCount,
            Func<RoaringView, RoaringView, long> viewCount) =>
            Time(group, name, pairs, () => Pairs(ours, count), () => Pairs(theirs, theirCount), () => Pairs(views, viewCount), output);

        Counts("AndCount", Roaring32Bitmap.AndCount, library.AndCount, RoaringView.AndCount);
        Counts("OrCount", Roaring32Bitmap.OrCount, library.OrCount, RoaringView.OrCount);
        Counts("XorCount", Roaring32Bitmap.XorCount, library.XorCount, RoaringView.XorCount);
        Counts("AndNotCount", Roaring32Bitmap.AndNotCount, library.AndNotCount, RoaringView.AndNotCount);
        Time(
            group, "deserialise", n,
            () => masks.Sum(mask => (long)Roaring32Bitmap.Deserialize(mask).ContainsFirst()),
            () => masks.Sum(mask =>
            {
                nint bitmap = library.Deserialize(mask);
                library.Free(bitmap);
                return 1L;
            }),
            () => masks.Sum(mask => RoaringView.Open(mask).IsEmpty ? 0L : 1L),
            output);

        foreach (var bitmap in ours)
        {
            bitmap.Optimize();
        }

        foreach (nint bitmap in theirs)
        {
            library.Optimize(bitmap);
        }

        long size = ours.Sum(bitmap => (long)bitmap.SerializedSize), theirSize = theirs.Sum(library.SerializedSize);
        output.WriteLine(Row(group, "size", Number(size), Number(theirSize), Ratio(size, theirSize), "", ""));
        foreach (nint bitmap in theirs)
        {
            library.Free(bitmap);
        }
    }

    private static int ContainsFirst(this Roaring32Bitmap bitmap) => bitmap.IsEmpty ? 0 : 1;

    private static void Time(
        string group, string name, int calls, Func<long> ours, Func<long> theirs, Func<long> view, TextWriter output)
    {
        long expected = theirs();
        if (ours() != expected || view() != expected)
        {
            throw new InvalidOperationException($"{group}, {name}: the answers differ from CRoaring's");
        }

        Func<long>[] sides = [ours, theirs, view];
        double[][] times = new double[sides.Length][];
        int[] repeats = new int[sides.Length];
        for (int side = 0; side < sides.Length; side++)
        {
            for (int warm = 0; warm < WarmUpRounds; warm++)
            {
                Measure(sides[side], 1);
            }

            repeats[side] = Math.Max(1, (int)(RoundMilliseconds / Math.Max(1e-3, Measure(sides[side], 1))));
            times[side] = new double[Rounds];
        }

        for (int round = -2; round < Rounds; round++)
        {
            for (int side = 0; side < sides.Length; side++)
            {
                double time = Measure(sides[side], repeats[side]) / repeats[side] / calls * 1e6;
                if (round >= 0)
                {
                    times[side][round] = time;
                }
            }
        }

        string RatioToTheirs(int side) =>
            Median([.. times[side].Zip(times[1], (time, theirTime) => time / theirTime)]).ToString("F2", CultureInfo.InvariantCulture);

        output.WriteLine(Row(
            group, name, Number(Median(times[0])), Number(Median(times[1])), RatioToTheirs(0), Number(Median(times[2])),
            RatioToTheirs(2)));
    }

    /// <summary>Milliseconds of processor time, of all threads: other programs do not count, and the garbage collector does.</summary>
    private static double Measure(Func<long> side, int repeats)
    {
        var start = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < repeats; i++)
        {
            side();
        }

        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    private static string Number(double value) => value.ToString("F0", CultureInfo.InvariantCulture);

    private static string Ratio(double ours, double theirs) => (ours / theirs).ToString("F2", CultureInfo.InvariantCulture);

    private static string Row(params string[] cells) =>
        string.Concat(cells.Select((cell, i) => i < 2 ? cell.PadRight(18) : cell.PadLeft(12)));
}
