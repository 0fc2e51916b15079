using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CompExplain.Roaring.Kernels;

/// <summary>Kernels over array containers: at most 4096 ascending, distinct values.</summary>
internal static class ArrayKernels
{
    /// <summary>From this ratio of lengths on, the longer side is searched for each value of the shorter.</summary>
    private const int GallopRatio = 32;

    /// <summary>Values in the blocks that are compared as a whole.</summary>
    private const int BlockLength = 8;

    /// <summary>The first index at or after <paramref name="at"/> whose value is at least <paramref name="value"/>.</summary>
    public static int Advance(ReadOnlySpan<ushort> values, int at, int value)
    {
        if (at >= values.Length || values[at] >= value)
        {
            return at;
        }

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
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The values that two array containers share.</summary>
    public static int CountAnd(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        if (left.Length > right.Length)
        {
            var longer = left;
            left = right;
            right = longer;
        }

        return left.Length * GallopRatio < right.Length ? CountAndGallop(left, right)
            : Avx512BW.IsSupported ? CountAndAvx512(left, right)
            : Avx2.IsSupported ? CountAndAvx2(left, right)
            : CountAndScalar(left, right);
    }

    /// <summary>
    /// <see cref="CountAnd"/> on blocks of eight: all 64 pairs of two blocks are compared by turning one block against the
    /// other, and the block that ends first (or both) is passed.
    /// </summary>
    public static int CountAndAvx512(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        // Lane by lane, a block turned by 0, 2, 4 and 6 values; and by one more.
        var even = Vector512.Create(
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3,
            8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, (byte)11);
        var odd = Vector512.Create(
            2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5,
            10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, (byte)13);
        ref ushort a = ref MemoryMarshal.GetReference(left), b = ref MemoryMarshal.GetReference(right);
        nint leftEnd = left.Length - BlockLength, rightEnd = right.Length - BlockLength, i = 0, j = 0;
        int count = 0;
        while (i <= leftEnd && j <= rightEnd)
        {
            var block = Vector512.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref a, i)));
            var other = Vector512.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref b, j))).AsByte();
            ulong equalEven = Vector512.Equals(block, Avx512BW.Shuffle(other, even).AsUInt16()).ExtractMostSignificantBits();
            ulong equalOdd = Vector512.Equals(block, Avx512BW.Shuffle(other, odd).AsUInt16()).ExtractMostSignificantBits();
            count += BitOperations.PopCount(equalEven | equalOdd << 32);
            Pass(Unsafe.Add(ref a, i + BlockLength - 1), Unsafe.Add(ref b, j + BlockLength - 1), ref i, ref j);
        }

        return count + CountAndScalar(left[(int)i..], right[(int)j..]);
    }

    /// <summary><see cref="CountAndAvx512"/> on 256-bit vectors.</summary>
    public static int CountAndAvx2(ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right)
    {
        // Lane by lane, a block turned by 0 and 4 values; three more turns by one value each.
        var half = Vector256.Create(
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, (byte)7);
        var one = Vector256.Create(
            2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, (byte)1);
        ref ushort a = ref MemoryMarshal.GetReference(left), b = ref MemoryMarshal.GetReference(right);
        nint leftEnd = left.Length - BlockLength, rightEnd = right.Length - BlockLength, i = 0, j = 0;
        int bits = 0;
        while (i <= leftEnd && j <= rightEnd)
        {
            var block = Vector256.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref a, i)));
            var other = Avx2.Shuffle(Vector256.Create(Vector128.LoadUnsafe(ref Unsafe.Add(ref b, j))).AsByte(), half);
            var equal = Vector256.Equals(block, other.AsUInt16());
            for (int turn = 0; turn < 3; turn++)
            {
                other = Avx2.Shuffle(other, one);
                equal |= Vector256.Equals(block, other.AsUInt16());
            }

            // A value of the left is equal to one value of the right at most, in one turn of one of the two lanes.
            bits += BitOperations.PopCount(equal.AsByte().ExtractMostSignificantBits());
            Pass(Unsafe.Add(ref a, i + BlockLength - 1), Unsafe.Add(ref b, j + BlockLength - 1), ref i, ref j);
        }

        return bits / sizeof(ushort) + CountAndScalar(left[(int)i..], right[(int)j..]);
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
            {
                break;
            }

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
        {
            count += words[value >> 6] >> value & 1;
        }

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
            {
                destination[count++] = a;
            }

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
            {
                destination[count++] = Math.Min(a, b);
            }

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
            {
                destination[count++] = a;
            }

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
            {
                destination[count++] = value;
            }
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
            var kept = inside ? values[from..past] : values[at..from];
            kept.CopyTo(destination[count..]);
            count += kept.Length;
            at = past;
        }

        if (inside)
        {
            return count;
        }

        values[at..].CopyTo(destination[count..]);
        return count + values.Length - at;
    }

    /// <summary>Maximal runs of consecutive values.</summary>
    public static int CountRuns(ReadOnlySpan<ushort> values)
    {
        int runs = values.Length > 0 ? 1 : 0;
        for (int i = 1; i < values.Length; i++)
        {
            runs += values[i] != values[i - 1] + 1 ? 1 : 0;
        }

        return runs;
    }

    /// <summary>The first index whose value is not above the one before it, or -1 when all are.</summary>
    public static int IndexOfDisorder(ReadOnlySpan<ushort> values)
    {
        ref ushort start = ref MemoryMarshal.GetReference(values);
        int i = 1;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i + Vector512<ushort>.Count <= values.Length; i += Vector512<ushort>.Count)
            {
                if (Vector512.LessThanOrEqualAny(
                    Vector512.LoadUnsafe(ref start, (nuint)i), Vector512.LoadUnsafe(ref start, (nuint)(i - 1))))
                {
                    break;
                }
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; i + Vector256<ushort>.Count <= values.Length; i += Vector256<ushort>.Count)
            {
                if (Vector256.LessThanOrEqualAny(
                    Vector256.LoadUnsafe(ref start, (nuint)i), Vector256.LoadUnsafe(ref start, (nuint)(i - 1))))
                {
                    break;
                }
            }
        }

        for (; i < values.Length; i++)
        {
            if (values[i] <= values[i - 1])
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Passes the block that ends first, or both.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(int leftLast, int rightLast, ref nint i, ref nint j)
    {
        i += BlockLength + (((rightLast - leftLast) >> 31) & -BlockLength);
        j += BlockLength + (((leftLast - rightLast) >> 31) & -BlockLength);
    }
}
