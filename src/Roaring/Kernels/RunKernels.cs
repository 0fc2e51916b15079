namespace CompExplain.Roaring.Kernels;

/// <summary>
/// Kernels over run containers: (start, length less one) pairs, ascending and not overlapping. Runs that touch are
/// allowed in what is read and never written.
/// </summary>
internal static class RunKernels
{
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
        int count = 0, i = 0, j = 0;
        while (i + 1 < left.Length && j + 1 < right.Length)
        {
            int leftLast = left[i] + left[i + 1], rightLast = right[j] + right[j + 1];
            int shared = Math.Min(leftLast, rightLast) - Math.Max(left[i], right[j]) + 1;
            count += Math.Max(shared, 0);
            i += leftLast <= rightLast ? 2 : 0;
            j += rightLast <= leftLast ? 2 : 0;
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
}
