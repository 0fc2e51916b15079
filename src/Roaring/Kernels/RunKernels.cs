using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompExplain.Roaring.Kernels;

/// <summary>
/// Kernels over run containers: (start, length less one) pairs, ascending and not overlapping. Runs that touch are
/// allowed in what is read and never written.
/// </summary>
internal static class RunKernels
{
    /// <summary>Runs in the blocks that are compared with a run as a whole: two vectors.</summary>
    private const int BlockLength = 16;

    /// <summary>The index of the last run that starts at or before <paramref name="value"/>, or -1.</summary>
    public static int IndexOf(ReadOnlySpan<ushort> runs, int value)
    {
        int low = 0, high = runs.Length / 2;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (runs[2 * middle] <= value)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    public static bool Contains(ReadOnlySpan<ushort> runs, int value)
    {
        int at = IndexOf(runs, value);
        return at >= 0 && value - runs[2 * at] <= runs[2 * at + 1];
    }

    /// <summary>How many values are at most <paramref name="value"/>.</summary>
    public static int Rank(ReadOnlySpan<ushort> runs, int value)
    {
        int rank = 0;
        for (int i = 0; i + 1 < runs.Length && runs[i] <= value; i += 2)
        {
            rank += Math.Min(value - runs[i], runs[i + 1]) + 1;
        }

        return rank;
    }

    /// <summary>The value that has exactly <paramref name="index"/> values below it.</summary>
    public static ushort Select(ReadOnlySpan<ushort> runs, int index)
    {
        for (int i = 0; i + 1 < runs.Length; i += 2)
        {
            if (index <= runs[i + 1])
            {
                return (ushort)(runs[i] + index);
            }

            index -= runs[i + 1] + 1;
        }

        throw new ArgumentOutOfRangeException(nameof(index));
    }

    public static int Cardinality(ReadOnlySpan<ushort> runs)
    {
        int count = runs.Length / 2;
        for (int i = 1; i < runs.Length; i += 2)
        {
            count += runs[i];
        }

        return count;
    }

    /// <summary>The values that two run containers share.</summary>
    public static int CountAnd(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        if (!Avx2.IsSupported)
        {
            return CountAndSkipping(left, right);
        }

        if (left.Length < right.Length)
        {
            var longer = right;
            right = left;
            left = longer;
        }

        return CountAndBlocks(left, right);
    }

    /// <summary>
    /// <see cref="CountAnd"/> by passing, on either side, all the runs that end before the other side's next: where the runs
    /// come in clusters (objects in images), most of them are passed so, and the branches are easily predicted.
    /// </summary>
    public static int CountAndSkipping(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        nint leftEnd = left.Length / 2, rightEnd = right.Length / 2, i = 0, j = 0;
        if (leftEnd == 0 || rightEnd == 0)
        {
            return 0;
        }

        ref uint a = ref Pairs(left), b = ref Pairs(right);
        int leftFirst = (ushort)a, leftLast = (int)Last(a), rightFirst = (ushort)b, rightLast = (int)Last(b);
        int count = 0;
        while (true)
        {
            if (leftLast < rightFirst)
            {
                i = Skip(ref a, i + 1, leftEnd, rightFirst);
                if (i == leftEnd)
                {
                    return count;
                }

                leftFirst = (ushort)Unsafe.Add(ref a, i);
                leftLast = (int)Last(Unsafe.Add(ref a, i));
            }
            else if (rightLast < leftFirst)
            {
                j = Skip(ref b, j + 1, rightEnd, leftFirst);
                if (j == rightEnd)
                {
                    return count;
                }

                rightFirst = (ushort)Unsafe.Add(ref b, j);
                rightLast = (int)Last(Unsafe.Add(ref b, j));
            }
            else
            {
                count += Math.Min(leftLast, rightLast) - Math.Max(leftFirst, rightFirst) + 1;
                int past = leftLast - rightLast;
                if (past <= 0)
                {
                    if (++i == leftEnd)
                    {
                        return count;
                    }

                    leftFirst = (ushort)Unsafe.Add(ref a, i);
                    leftLast = (int)Last(Unsafe.Add(ref a, i));
                }

                if (past >= 0)
                {
                    if (++j == rightEnd)
                    {
                        return count;
                    }

                    rightFirst = (ushort)Unsafe.Add(ref b, j);
                    rightLast = (int)Last(Unsafe.Add(ref b, j));
                }
            }
        }
    }

    /// <summary>The definition of <see cref="CountAnd"/>: one merge, without branches that depend on the data.</summary>
    public static int CountAndScalar(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        ref uint a = ref Pairs(left), b = ref Pairs(right);
        nint leftEnd = left.Length / 2, rightEnd = right.Length / 2, i = 0, j = 0;
        int count = 0;
        while (i < leftEnd && j < rightEnd)
        {
            count += Step(Unsafe.Add(ref a, i), Unsafe.Add(ref b, j), ref i, ref j);
        }

        return count;
    }

    /// <summary>
    /// <see cref="CountAnd"/> where the longer side is at most a block: each run of the shorter is compared with all of it, without
    /// a branch that depends on the values.
    /// </summary>
    /// <param name="longer">At most sixteen runs.</param>
    /// <param name="shorter">Runs.</param>
    public static unsafe int CountAndBlock(ReadOnlySpan<ushort> longer, ReadOnlySpan<ushort> shorter)
    {
        int length = longer.Length / 2;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, BlockLength);
        nint shorterEnd = shorter.Length / 2;
        ref uint b = ref Pairs(shorter);
        Vector256<int> nothing = Vector256.Create(-2), sum = default, lane = Vector256<int>.Indices;
        fixed (ushort* a = longer)
        {
            // Lanes that are not to be loaded are not read.
            var there = Vector256.LessThan(lane, Vector256.Create(length));
            var low = Without(Ends(Avx2.MaskLoad((uint*)a, there.AsUInt32())), ~there);
            if (length <= Vector256<int>.Count)
            {
                for (nint j = 0; j < shorterEnd; j++)
                {
                    sum += Vector256.Max(SharedLessTwo(low, Ends(Vector256.Create(Unsafe.Add(ref b, j)))), nothing);
                }

                return Vector256.Sum(sum) + BlockLength * (int)shorterEnd;
            }

            there = Vector256.LessThan(lane + Vector256.Create(Vector256<int>.Count), Vector256.Create(length));
            var high = Without(Ends(Avx2.MaskLoad((uint*)a + Vector256<uint>.Count, there.AsUInt32())), ~there);
            for (nint j = 0; j < shorterEnd; j++)
            {
                var ends = Ends(Vector256.Create(Unsafe.Add(ref b, j)));
                sum += Vector256.Max(SharedLessTwo(low, ends), nothing) + Vector256.Max(SharedLessTwo(high, ends), nothing);
            }

            return Vector256.Sum(sum) + 2 * BlockLength * (int)shorterEnd;
        }
    }

    /// <summary>
    /// <see cref="CountAnd"/> in blocks of the longer side: a run of the shorter is compared with the sixteen runs of a block
    /// at once, and a step is taken for each block and each run of the shorter, with one hard-to-predict branch a block.
    /// </summary>
    /// <remarks>
    /// A run is held as <c>32767 - first</c> and <c>last - 32768</c>, two signed numbers of 16 bits: the smaller of two runs'
    /// numbers are those of what they share, and their sum is its length less two, or less than -2 where they share nothing.
    /// </remarks>
    public static int CountAndBlocks(ReadOnlySpan<ushort> longer, ReadOnlySpan<ushort> shorter)
    {
        nint end = longer.Length / 2, shorterEnd = shorter.Length / 2;
        if (end <= BlockLength)
        {
            return CountAndBlock(longer, shorter);
        }

        if (shorterEnd == 0)
        {
            return 0;
        }

        ref uint a = ref Pairs(longer), b = ref Pairs(shorter);
        Vector256<int> nothing = Vector256.Create(-2), lowSum = default, highSum = default;
        nint j = 0, compared = 0;
        for (nint i = 0; i < end; i += BlockLength)
        {
            // The last block reaches back, over runs that are done and are replaced by runs that share nothing with any.
            nint at = Math.Min(i, end - BlockLength);
            int blockLast = (int)Last(Unsafe.Add(ref a, at + BlockLength - 1));
            if ((ushort)Unsafe.Add(ref b, j) > blockLast)
            {
                continue;
            }

            int blockFirst = (ushort)Unsafe.Add(ref a, i);
            while ((int)Last(Unsafe.Add(ref b, j)) < blockFirst)
            {
                if (++j == shorterEnd)
                {
                    goto Done;
                }
            }

            var low = Ends(Vector256.LoadUnsafe(ref a, (nuint)at));
            var high = Ends(Vector256.LoadUnsafe(ref a, (nuint)(at + Vector256<uint>.Count)));
            if (at < i)
            {
                Vector256<int> done = Vector256.Create((int)(i - at)), lane = Vector256<int>.Indices;
                low = Without(low, Vector256.LessThan(lane, done));
                high = Without(high, Vector256.LessThan(lane + Vector256.Create(Vector256<int>.Count), done));
            }

            nint from = j;
            for (; j < shorterEnd; j++)
            {
                uint run = Unsafe.Add(ref b, j);
                if ((ushort)run > blockLast)
                {
                    break;
                }

                var ends = Ends(Vector256.Create(run));
                lowSum += Vector256.Max(SharedLessTwo(low, ends), nothing);
                highSum += Vector256.Max(SharedLessTwo(high, ends), nothing);
            }

            compared += j - from;
            if (j > from)
            {
                j--; // This one may reach into the next block.
            }
        }

    Done:
        return Vector256.Sum(lowSum + highSum) + 2 * BlockLength * (int)compared;
    }

    /// <summary>The values that a run container shares with a bitmap container.</summary>
    public static int CountAndWords(ReadOnlySpan<ushort> runs, ReadOnlySpan<ulong> words)
    {
        int count = 0;
        for (int i = 0; i + 1 < runs.Length; i += 2)
        {
            count += BitmapKernels.CountRange(words, runs[i], runs[i] + runs[i + 1]);
        }

        return count;
    }

    /// <summary>The values that a run container shares with an array container.</summary>
    public static int CountAndValues(ReadOnlySpan<ushort> runs, ReadOnlySpan<ushort> values)
    {
        int count = 0, at = 0;
        for (int i = 0; i + 1 < runs.Length; i += 2)
        {
            at = ArrayKernels.Advance(values, at, runs[i]);
            int past = ArrayKernels.Advance(values, at, runs[i] + runs[i + 1] + 1);
            count += past - at;
            at = past;
        }

        return count;
    }

    /// <summary>
    /// Writes the maximal runs of <c>TOp(left, right)</c>, walking over the places where either side starts or ends a run.
    /// </summary>
    /// <param name="left">Runs.</param>
    /// <param name="right">Runs.</param>
    /// <param name="destination">Room for as many runs as both sides have together.</param>
    /// <param name="cardinality">How many values the written runs hold.</param>
    /// <returns>How many runs were written.</returns>
    public static int Combine<TOp>(
        ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right, Span<ushort> destination, out int cardinality)
        where TOp : struct, IWordOperation
    {
        const int Never = int.MaxValue;
        int i = 0, j = 0, runs = 0, start = 0;
        int nextLeft = left.Length > 1 ? left[0] : Never, nextRight = right.Length > 1 ? right[0] : Never;
        ulong inLeft = 0, inRight = 0, inResult = 0;
        cardinality = 0;
        while (true)
        {
            int position = Math.Min(nextLeft, nextRight);
            if (position == Never)
            {
                return runs;
            }

            if (nextLeft == position)
            {
                inLeft ^= 1;
                if (inLeft != 0)
                {
                    nextLeft = left[i] + left[i + 1] + 1;
                    i += 2;
                }
                else
                {
                    nextLeft = i + 1 < left.Length ? left[i] : Never;
                }
            }

            if (nextRight == position)
            {
                inRight ^= 1;
                if (inRight != 0)
                {
                    nextRight = right[j] + right[j + 1] + 1;
                    j += 2;
                }
                else
                {
                    nextRight = j + 1 < right.Length ? right[j] : Never;
                }
            }

            ulong now = TOp.Apply(inLeft, inRight) & 1;
            if (now == inResult)
            {
                continue;
            }

            inResult = now;
            if (now != 0)
            {
                start = position;
                if (runs > 0 && destination[2 * runs - 2] + destination[2 * runs - 1] + 1 == position)
                {
                    runs--;
                    start = destination[2 * runs];
                    cardinality -= position - start;
                }
            }
            else if (position > start)
            {
                destination[2 * runs] = (ushort)start;
                destination[2 * runs + 1] = (ushort)(position - 1 - start);
                cardinality += position - start;
                runs++;
            }
        }
    }

    /// <summary>Writes each of the ascending values as a run, joining neighbours.</summary>
    /// <returns>How many runs were written.</returns>
    public static int FromValues(ReadOnlySpan<ushort> values, Span<ushort> destination)
    {
        int runs = 0;
        for (int i = 0; i < values.Length;)
        {
            int start = i++;
            while (i < values.Length && values[i] == values[i - 1] + 1)
            {
                i++;
            }

            destination[2 * runs] = values[start];
            destination[2 * runs + 1] = (ushort)(i - 1 - start);
            runs++;
        }

        return runs;
    }

    /// <summary>Writes the maximal runs of set bits.</summary>
    /// <returns>How many runs were written.</returns>
    public static int FromWords(ReadOnlySpan<ulong> words, Span<ushort> destination)
    {
        int runs = 0;
        int first = BitmapKernels.NextSet(words, 0);
        while (first < Container.Capacity)
        {
            int past = BitmapKernels.NextClear(words, first);
            destination[2 * runs] = (ushort)first;
            destination[2 * runs + 1] = (ushort)(past - 1 - first);
            runs++;
            first = BitmapKernels.NextSet(words, past);
        }

        return runs;
    }

    /// <summary>Writes every value of the runs, ascending.</summary>
    /// <returns>How many values were written.</returns>
    public static int ExtractValues(ReadOnlySpan<ushort> runs, Span<ushort> destination)
    {
        int count = 0;
        for (int i = 0; i + 1 < runs.Length; i += 2)
        {
            int last = runs[i] + runs[i + 1];
            for (int value = runs[i]; value <= last; value++)
            {
                destination[count++] = (ushort)value;
            }
        }

        return count;
    }

    /// <summary>Joins touching runs in place.</summary>
    /// <returns>How many elements (two a run) are left.</returns>
    public static int JoinTouching(Span<ushort> runs)
    {
        int length = 0;
        for (int i = 0; i + 1 < runs.Length; i += 2)
        {
            if (length > 0 && runs[length - 2] + runs[length - 1] + 1 == runs[i])
            {
                runs[length - 1] += (ushort)(runs[i + 1] + 1);
                continue;
            }

            (runs[length], runs[length + 1]) = (runs[i], runs[i + 1]);
            length += 2;
        }

        return length;
    }

    /// <summary>
    /// The smallest distance from the last value of a run to the first of the next: 1 where runs touch, more where they are
    /// maximal, and less where they are not in order or reach past the container.
    /// </summary>
    /// <param name="runs">Pairs, of which nothing is known.</param>
    /// <param name="cardinality">The values they hold, when they are in order.</param>
    public static int SmallestGap(ReadOnlySpan<ushort> runs, out int cardinality)
    {
        var pairs = MemoryMarshal.Cast<ushort, uint>(runs);
        cardinality = pairs.Length;
        if (pairs.Length == 0)
        {
            return Container.Capacity;
        }

        // A run in the middle that reaches past the container has no run after it: the last one alone needs a look at its end.
        int gap = Container.Capacity - (int)Last(pairs[^1]);
        if (gap <= 0)
        {
            return gap;
        }

        gap = Container.Capacity;
        cardinality += (int)(pairs[0] >> 16);
        ref uint start = ref MemoryMarshal.GetReference(pairs);
        nint i = 1;
        if (Vector512.IsHardwareAccelerated && pairs.Length > Vector512<uint>.Count)
        {
            Vector512<uint> lengths = default;
            var gaps = Vector512.Create(gap);
            for (; i + Vector512<uint>.Count <= pairs.Length; i += Vector512<uint>.Count)
            {
                Vector512<uint> before = Vector512.LoadUnsafe(ref start, (nuint)(i - 1)), run = Vector512.LoadUnsafe(ref start, (nuint)i);
                gaps = Vector512.Min(gaps, ((run & Vector512.Create(0xFFFFu)) - Last(before)).AsInt32());
                lengths += run >> 16;
            }

            cardinality += (int)Vector512.Sum(lengths);
            gap = Smallest(Vector256.Min(gaps.GetLower(), gaps.GetUpper()));
        }
        else if (Vector256.IsHardwareAccelerated && pairs.Length > Vector256<uint>.Count)
        {
            Vector256<uint> lengths = default;
            var gaps = Vector256.Create(gap);
            for (; i + Vector256<uint>.Count <= pairs.Length; i += Vector256<uint>.Count)
            {
                Vector256<uint> before = Vector256.LoadUnsafe(ref start, (nuint)(i - 1)), run = Vector256.LoadUnsafe(ref start, (nuint)i);
                gaps = Vector256.Min(gaps, ((run & Vector256.Create(0xFFFFu)) - Last(before)).AsInt32());
                lengths += run >> 16;
            }

            cardinality += (int)Vector256.Sum(lengths);
            gap = Smallest(gaps);
        }

        for (; i < pairs.Length; i++)
        {
            uint run = Unsafe.Add(ref start, i);
            gap = Math.Min(gap, (ushort)run - (int)Last(Unsafe.Add(ref start, i - 1)));
            cardinality += (int)(run >> 16);
        }

        return gap;
    }

    private static uint Last(uint pair) => (ushort)pair + (pair >> 16);

    private static Vector512<uint> Last(Vector512<uint> pairs) => (pairs & Vector512.Create(0xFFFFu)) + (pairs >> 16);

    private static Vector256<uint> Last(Vector256<uint> pairs) => (pairs & Vector256.Create(0xFFFFu)) + (pairs >> 16);

    private static int Smallest(Vector256<int> values)
    {
        var four = Vector128.Min(values.GetLower(), values.GetUpper());
        int smallest = four[0];
        for (int i = 1; i < Vector128<int>.Count; i++)
        {
            smallest = Math.Min(smallest, four[i]);
        }

        return smallest;
    }

    private static ref uint Pairs(ReadOnlySpan<ushort> runs) =>
        ref Unsafe.As<ushort, uint>(ref MemoryMarshal.GetReference(runs));

    /// <summary>Of each run, <c>32767 - first</c> and <c>last - 32768</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Ends(Vector256<uint> runs) => ((runs + (runs << 16)) ^ Vector256.Create(0x80007FFFu)).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Without(Vector256<short> ends, Vector256<int> lanes) =>
        Vector256.ConditionalSelect(lanes.AsInt16(), Vector256.Create(short.MinValue), ends);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> SharedLessTwo(Vector256<short> ends, Vector256<short> otherEnds) =>
        Avx2.MultiplyAddAdjacent(Vector256.Min(ends, otherEnds), Vector256<short>.One);

    /// <summary>The first run at or after <paramref name="at"/> that does not end before <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Skip(ref uint pairs, nint at, nint end, int first)
    {
        for (int i = 0; i < 3; i++, at++)
        {
            if (at == end || (int)Last(Unsafe.Add(ref pairs, at)) >= first)
            {
                return at;
            }
        }

        return SkipFar(ref pairs, at, end, first);
    }

    private static nint SkipFar(ref uint pairs, nint at, nint end, int first)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            for (; at + Vector512<uint>.Count <= end; at += Vector512<uint>.Count)
            {
                ulong reaching = Vector512.GreaterThanOrEqual(
                    Last(Vector512.LoadUnsafe(ref pairs, (nuint)at)), Vector512.Create((uint)first)).ExtractMostSignificantBits();
                if (reaching != 0)
                {
                    return at + BitOperations.TrailingZeroCount(reaching);
                }
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; at + Vector256<uint>.Count <= end; at += Vector256<uint>.Count)
            {
                uint reaching = Vector256.GreaterThanOrEqual(
                    Last(Vector256.LoadUnsafe(ref pairs, (nuint)at)), Vector256.Create((uint)first)).ExtractMostSignificantBits();
                if (reaching != 0)
                {
                    return at + BitOperations.TrailingZeroCount(reaching);
                }
            }
        }

        while (at < end && (int)Last(Unsafe.Add(ref pairs, at)) < first)
        {
            at++;
        }

        return at;
    }

    /// <summary>What two runs share; passes the one that ends first, or both. Signs are spread into masks in place of branches.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Step(uint left, uint right, ref nint i, ref nint j)
    {
        int leftFirst = (ushort)left, rightFirst = (ushort)right;
        int leftLast = leftFirst + (int)(left >> 16), rightLast = rightFirst + (int)(right >> 16);
        int past = leftLast - rightLast, ahead = leftFirst - rightFirst;
        int keepsLeft = (rightLast - leftLast) >> 31, keepsRight = past >> 31;
        int last = rightLast + (past & keepsRight);
        int first = leftFirst - (ahead & (ahead >> 31));
        int shared = last - first + 1;
        i += 1 + keepsLeft;
        j += 1 + keepsRight;
        return shared & ~(shared >> 31);
    }
}
