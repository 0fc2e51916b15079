namespace CompExplain.Roaring.Kernels;

/// <summary>Kernels over array containers: at most 4096 ascending, distinct values.</summary>
internal static class ArrayKernels
{
    /// <summary>From this ratio of lengths on, the longer side is searched for each value of the shorter.</summary>
    private const int GallopRatio = 32;

    /// <summary>The first index at or after <paramref name="at"/> whose value is at least <paramref name="value"/>.</summary>
    public static int Advance(ReadOnlySpan<ushort> values, int at, int value)
    {
        if (at >= values.Length || values[at] >= value)
            return at;
        int low = at, step = 1;
        while (low + step < values.Length && values[low + step] < value)
        {
            low += step;
            step <<= 1;
        }

        int high = Math.Min(low + step, values.Length);
        low++;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (values[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>The values that two array containers share.</summary>
    public static int CountAnd(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        if (left.Length > right.Length)
        {
            ReadOnlySpan<ushort> longer = left;
            left = right;
            right = longer;
        }

        return left.Length * GallopRatio < right.Length ? CountAndGallop(left, right) : CountAndScalar(left, right);
    }

    /// <summary>The definition of <see cref="CountAnd"/>, without branches that depend on the data.</summary>
    public static int CountAndScalar(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        int count = 0, i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            int a = left[i], b = right[j];
            count += a == b ? 1 : 0;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return count;
    }

    /// <summary><see cref="CountAnd"/> when the left is far shorter.</summary>
    public static int CountAndGallop(ReadOnlySpan<ushort> shorter, ReadOnlySpan<ushort> longer)
    {
        int count = 0, at = 0;
        foreach (ushort value in shorter)
        {
            at = Advance(longer, at, value);
            if (at == longer.Length)
                break;
            count += longer[at] == value ? 1 : 0;
        }

        return count;
    }

    /// <summary>The values of an array container that are set in a bitmap container.</summary>
    public static int CountAndWords(ReadOnlySpan<ushort> values, ReadOnlySpan<ulong> words)
    {
        words = words[..BitmapKernels.WordCount];
        ulong count = 0;
        foreach (ushort value in values)
            count += words[value >> 6] >> value & 1;
        return (int)count;
    }

    /// <summary>Writes the values both sides hold.</summary>
    public static int And(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right, Span<ushort> destination)
    {
        int count = 0, i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            ushort a = left[i], b = right[j];
            if (a == b)
                destination[count++] = a;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        return count;
    }

    /// <summary>Writes the values that at least one side holds.</summary>
    public static int Or(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right, Span<ushort> destination)
    {
        int count = 0, i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            ushort a = left[i], b = right[j];
            destination[count++] = Math.Min(a, b);
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        left[i..].CopyTo(destination[count..]);
        count += left.Length - i;
        right[j..].CopyTo(destination[count..]);
        return count + right.Length - j;
    }

    /// <summary>Writes the values that exactly one side holds.</summary>
    public static int Xor(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right, Span<ushort> destination)
    {
        int count = 0, i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            ushort a = left[i], b = right[j];
            if (a != b)
                destination[count++] = Math.Min(a, b);
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        left[i..].CopyTo(destination[count..]);
        count += left.Length - i;
        right[j..].CopyTo(destination[count..]);
        return count + right.Length - j;
    }

    /// <summary>Writes the values of the left that the right does not hold.</summary>
    public static int AndNot(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right, Span<ushort> destination)
    {
        int count = 0, i = 0, j = 0;
        while (i < left.Length && j < right.Length)
        {
            ushort a = left[i], b = right[j];
            if (a < b)
                destination[count++] = a;
            i += a <= b ? 1 : 0;
            j += b <= a ? 1 : 0;
        }

        left[i..].CopyTo(destination[count..]);
        return count + left.Length - i;
    }

    /// <summary>Writes the values whose bit in <paramref name="words"/> is <paramref name="wanted"/> (0 or 1).</summary>
    public static int FilterWords(ReadOnlySpan<ushort> values, ReadOnlySpan<ulong> words, ulong wanted, Span<ushort> destination)
    {
        int count = 0;
        foreach (ushort value in values)
        {
            if ((words[value >> 6] >> value & 1) == wanted)
                destination[count++] = value;
        }

        return count;
    }

    /// <summary>Writes the values that lie in a run (<paramref name="inside"/>) or in none.</summary>
    public static int FilterRuns(ReadOnlySpan<ushort> values, ReadOnlySpan<ushort> runs, bool inside, Span<ushort> destination)
    {
        int count = 0, at = 0;
        for (int i = 0; i + 1 < runs.Length && at < values.Length; i += 2)
        {
            int from = Advance(values, at, runs[i]);
            int past = Advance(values, from, runs[i] + runs[i + 1] + 1);
            ReadOnlySpan<ushort> kept = inside ? values[from..past] : values[at..from];
            kept.CopyTo(destination[count..]);
            count += kept.Length;
            at = past;
        }

        if (inside)
            return count;
        values[at..].CopyTo(destination[count..]);
        return count + values.Length - at;
    }

    /// <summary>Maximal runs of consecutive values.</summary>
    public static int CountRuns(ReadOnlySpan<ushort> values)
    {
        int runs = values.Length > 0 ? 1 : 0;
        for (int i = 1; i < values.Length; i++)
            runs += values[i] != values[i - 1] + 1 ? 1 : 0;
        return runs;
    }

    /// <summary>The first index whose value is not above the one before it, or -1 when all are.</summary>
    public static int IndexOfDisorder(ReadOnlySpan<ushort> values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] <= values[i - 1])
                return i;
        }

        return -1;
    }
}
