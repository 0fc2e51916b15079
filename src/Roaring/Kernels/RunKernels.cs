using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompExplain.Roaring.Kernels;

/// <summary>
/// Kernels over run containers: (start, length less one) pairs, ascending and not overlapping. Runs that touch are
/// allowed in what is read and never written.
/// </summary>
internal static class RunKernels
{
    /// <summary>From this ratio of lengths on, the longer side is searched for each run of the shorter.</summary>
    private const int GallopRatio = 32;

    /// <summary>From this many runs of the shorter side on, cutting into parts pays. At least four, for there are four parts.</summary>
    private const int InterleaveThreshold = 256;

    /// <summary>The index of the last run that starts at or before <paramref name="value"/>, or -1.</summary>
    public static int IndexOf(ReadOnlySpan<ushort> runs, int value)
    {
        int low = 0, high = runs.Length / 2;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (runs[2 * middle] <= value)
                low = middle + 1;
            else
                high = middle;
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
            rank += Math.Min(value - runs[i], runs[i + 1]) + 1;
        return rank;
    }

    /// <summary>The value that has exactly <paramref name="index"/> values below it.</summary>
    public static ushort Select(ReadOnlySpan<ushort> runs, int index)
    {
        for (int i = 0; i + 1 < runs.Length; i += 2)
        {
            if (index <= runs[i + 1])
                return (ushort)(runs[i] + index);
            index -= runs[i + 1] + 1;
        }

        throw new ArgumentOutOfRangeException(nameof(index));
    }

    public static int Cardinality(ReadOnlySpan<ushort> runs)
    {
        int count = runs.Length / 2;
        for (int i = 1; i < runs.Length; i += 2)
            count += runs[i];
        return count;
    }

    /// <summary>The values that two run containers share.</summary>
    public static int CountAnd(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        if (left.Length + right.Length <= 2 * GallopRatio)
            return CountAndSkipping(left, right);
        if (left.Length > right.Length)
        {
            ReadOnlySpan<ushort> longer = left;
            left = right;
            right = longer;
        }

        return left.Length * GallopRatio < right.Length ? CountAndGallop(left, right)
            : left.Length >= 2 * InterleaveThreshold ? CountAndInterleaved(left, right)
            : CountAndSkipping(left, right);
    }

    /// <summary>
    /// <see cref="CountAnd"/> by passing, on either side, all the runs that end before the other side's next: where the runs
    /// come in clusters (objects in images), most of them are passed so, and the branches are easily predicted.
    /// </summary>
    public static int CountAndSkipping(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        nint leftEnd = left.Length / 2, rightEnd = right.Length / 2, i = 0, j = 0;
        if (leftEnd == 0 || rightEnd == 0)
            return 0;
        ref uint a = ref Pairs(left), b = ref Pairs(right);
        int leftFirst = (ushort)a, leftLast = (int)Last(a), rightFirst = (ushort)b, rightLast = (int)Last(b);
        int count = 0;
        while (true)
        {
            if (leftLast < rightFirst)
            {
                i = Skip(ref a, i + 1, leftEnd, rightFirst);
                if (i == leftEnd)
                    return count;
                leftFirst = (ushort)Unsafe.Add(ref a, i);
                leftLast = (int)Last(Unsafe.Add(ref a, i));
            }
            else if (rightLast < leftFirst)
            {
                j = Skip(ref b, j + 1, rightEnd, leftFirst);
                if (j == rightEnd)
                    return count;
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
                        return count;
                    leftFirst = (ushort)Unsafe.Add(ref a, i);
                    leftLast = (int)Last(Unsafe.Add(ref a, i));
                }

                if (past >= 0)
                {
                    if (++j == rightEnd)
                        return count;
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
        return Finish(ref a, left.Length / 2, ref b, right.Length / 2, 0, 0);
    }

    /// <summary>
    /// <see cref="CountAnd"/> in four parts that are merged at the same time. Each step of a merge waits for the one before
    /// it; steps of different parts do not wait for each other.
    /// </summary>
    public static int CountAndInterleaved(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        nint leftEnd = left.Length / 2, rightEnd = right.Length / 2;
        if (leftEnd < 4)
            return CountAndScalar(left, right);
        ref uint a = ref Pairs(left), b = ref Pairs(right);

        // The left is cut before a run, and a run of the right that reaches over the cut belongs to both parts.
        nint i0 = 0, i1 = leftEnd / 4, i2 = leftEnd / 2, i3 = leftEnd - leftEnd / 4;
        nint end0 = i1, end1 = i2, end2 = i3;
        nint j0 = 0, j1 = Cut(left, (int)i1, right), j2 = Cut(left, (int)i2, right), j3 = Cut(left, (int)i3, right);
        nint rightEnd0 = Math.Min(j1 + 1, rightEnd), rightEnd1 = Math.Min(j2 + 1, rightEnd), rightEnd2 = Math.Min(j3 + 1, rightEnd);
        int count = 0;
        while (i0 < end0 && j0 < rightEnd0 && i1 < end1 && j1 < rightEnd1
            && i2 < end2 && j2 < rightEnd2 && i3 < leftEnd && j3 < rightEnd)
        {
            count += Step(Unsafe.Add(ref a, i0), Unsafe.Add(ref b, j0), ref i0, ref j0);
            count += Step(Unsafe.Add(ref a, i1), Unsafe.Add(ref b, j1), ref i1, ref j1);
            count += Step(Unsafe.Add(ref a, i2), Unsafe.Add(ref b, j2), ref i2, ref j2);
            count += Step(Unsafe.Add(ref a, i3), Unsafe.Add(ref b, j3), ref i3, ref j3);
        }

        return count + Finish(ref a, end0, ref b, rightEnd0, i0, j0) + Finish(ref a, end1, ref b, rightEnd1, i1, j1)
            + Finish(ref a, end2, ref b, rightEnd2, i2, j2) + Finish(ref a, leftEnd, ref b, rightEnd, i3, j3);
    }

    /// <summary><see cref="CountAnd"/> when the left is far shorter.</summary>
    public static int CountAndGallop(ReadOnlySpan<ushort> shorter, ReadOnlySpan<ushort> longer)
    {
        int count = 0;
        ReadOnlySpan<ushort> rest = longer;
        for (int i = 0; i + 1 < shorter.Length; i += 2)
        {
            int first = shorter[i], last = first + shorter[i + 1];
            rest = rest[(2 * Math.Max(0, IndexOf(rest, first)))..];
            for (int j = 0; j + 1 < rest.Length && rest[j] <= last; j += 2)
                count += Math.Max(0, Math.Min(last, rest[j] + rest[j + 1]) - Math.Max(first, rest[j]) + 1);
        }

        return count;
    }

    /// <summary>The values that a run container shares with a bitmap container.</summary>
    public static int CountAndWords(ReadOnlySpan<ushort> runs, ReadOnlySpan<ulong> words)
    {
        int count = 0;
        for (int i = 0; i + 1 < runs.Length; i += 2)
            count += BitmapKernels.CountRange(words, runs[i], runs[i] + runs[i + 1]);
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
                return runs;
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
                continue;
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
                i++;
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
                destination[count++] = (ushort)value;
        }

        return count;
    }

    /// <summary>Whether any run starts right after the one before it ends.</summary>
    public static bool AnyTouch(ReadOnlySpan<ushort> runs)
    {
        ReadOnlySpan<uint> pairs = MemoryMarshal.Cast<ushort, uint>(runs);
        int i = 1;
        if (Vector512.IsHardwareAccelerated)
        {
            ref uint start = ref MemoryMarshal.GetReference(pairs);
            for (; i + Vector512<uint>.Count <= pairs.Length; i += Vector512<uint>.Count)
            {
                Vector512<uint> before = Vector512.LoadUnsafe(ref start, (nuint)(i - 1)), run = Vector512.LoadUnsafe(ref start, (nuint)i);
                if (Vector512.EqualsAny(Last(before) + Vector512<uint>.One, run & Vector512.Create(0xFFFFu)))
                    return true;
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ref uint start = ref MemoryMarshal.GetReference(pairs);
            for (; i + Vector256<uint>.Count <= pairs.Length; i += Vector256<uint>.Count)
            {
                Vector256<uint> before = Vector256.LoadUnsafe(ref start, (nuint)(i - 1)), run = Vector256.LoadUnsafe(ref start, (nuint)i);
                if (Vector256.EqualsAny(Last(before) + Vector256<uint>.One, run & Vector256.Create(0xFFFFu)))
                    return true;
            }
        }

        for (; i < pairs.Length; i++)
        {
            if (Last(pairs[i - 1]) + 1 == (ushort)pairs[i])
                return true;
        }

        return false;
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

    /// <summary>Whether the runs ascend without overlapping and end inside the container.</summary>
    /// <param name="runs">Pairs, of which nothing is known.</param>
    /// <param name="cardinality">The values they hold, when they are in order.</param>
    public static bool AreOrdered(ReadOnlySpan<ushort> runs, out int cardinality)
    {
        ReadOnlySpan<uint> pairs = MemoryMarshal.Cast<ushort, uint>(runs);
        cardinality = pairs.Length;
        if (pairs.Length == 0)
            return true;
        if (Last(pairs[0]) > ushort.MaxValue)
            return false;
        cardinality += (int)(pairs[0] >> 16);
        int i = 1;
        if (Vector512.IsHardwareAccelerated)
        {
            ref uint start = ref MemoryMarshal.GetReference(pairs);
            Vector512<uint> lengths = default, disorder = default;
            for (; i + Vector512<uint>.Count <= pairs.Length; i += Vector512<uint>.Count)
            {
                Vector512<uint> before = Vector512.LoadUnsafe(ref start, (nuint)(i - 1)), run = Vector512.LoadUnsafe(ref start, (nuint)i);
                disorder |= Vector512.GreaterThanOrEqual(Last(before), run & Vector512.Create(0xFFFFu))
                    | Vector512.GreaterThan(Last(run), Vector512.Create(0xFFFFu));
                lengths += run >> 16;
            }

            if (disorder != default)
                return false;
            cardinality += (int)Vector512.Sum(lengths);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            ref uint start = ref MemoryMarshal.GetReference(pairs);
            Vector256<uint> lengths = default, disorder = default;
            for (; i + Vector256<uint>.Count <= pairs.Length; i += Vector256<uint>.Count)
            {
                Vector256<uint> before = Vector256.LoadUnsafe(ref start, (nuint)(i - 1)), run = Vector256.LoadUnsafe(ref start, (nuint)i);
                disorder |= Vector256.GreaterThanOrEqual(Last(before), run & Vector256.Create(0xFFFFu))
                    | Vector256.GreaterThan(Last(run), Vector256.Create(0xFFFFu));
                lengths += run >> 16;
            }

            if (disorder != default)
                return false;
            cardinality += (int)Vector256.Sum(lengths);
        }

        for (; i < pairs.Length; i++)
        {
            if (Last(pairs[i - 1]) >= (ushort)pairs[i] || Last(pairs[i]) > ushort.MaxValue)
                return false;
            cardinality += (int)(pairs[i] >> 16);
        }

        return true;
    }

    private static uint Last(uint pair) => (ushort)pair + (pair >> 16);

    private static Vector512<uint> Last(Vector512<uint> pairs) => (pairs & Vector512.Create(0xFFFFu)) + (pairs >> 16);

    private static Vector256<uint> Last(Vector256<uint> pairs) => (pairs & Vector256.Create(0xFFFFu)) + (pairs >> 16);

    private static ref uint Pairs(ReadOnlySpan<ushort> runs) =>
        ref Unsafe.As<ushort, uint>(ref MemoryMarshal.GetReference(runs));

    /// <summary>The last run of the right that starts at or before a run of the left, or the first.</summary>
    private static nint Cut(ReadOnlySpan<ushort> left, int at, ReadOnlySpan<ushort> right) =>
        Math.Max(0, IndexOf(right, left[2 * at]));

    /// <summary>The first run at or after <paramref name="at"/> that does not end before <paramref name="first"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Skip(ref uint pairs, nint at, nint end, int first)
    {
        for (int i = 0; i < 3; i++, at++)
        {
            if (at == end || (int)Last(Unsafe.Add(ref pairs, at)) >= first)
                return at;
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
                    return at + BitOperations.TrailingZeroCount(reaching);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; at + Vector256<uint>.Count <= end; at += Vector256<uint>.Count)
            {
                uint reaching = Vector256.GreaterThanOrEqual(
                    Last(Vector256.LoadUnsafe(ref pairs, (nuint)at)), Vector256.Create((uint)first)).ExtractMostSignificantBits();
                if (reaching != 0)
                    return at + BitOperations.TrailingZeroCount(reaching);
            }
        }

        while (at < end && (int)Last(Unsafe.Add(ref pairs, at)) < first)
            at++;
        return at;
    }

    private static int Finish(ref uint left, nint leftEnd, ref uint right, nint rightEnd, nint i, nint j)
    {
        int count = 0;
        while (i < leftEnd && j < rightEnd)
            count += Step(Unsafe.Add(ref left, i), Unsafe.Add(ref right, j), ref i, ref j);
        return count;
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
