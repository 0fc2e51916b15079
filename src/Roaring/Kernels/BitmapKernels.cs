using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CompExplain.Roaring.Kernels;

/// <summary>
/// Kernels over the 1024 words of bitmap containers. Each vectorised kernel has a scalar form of the same name, and the
/// tests hold the two equal.
/// </summary>
internal static class BitmapKernels
{
    /// <summary>Words in a bitmap container.</summary>
    public const int WordCount = 1024;

    /// <summary>The set bits of <paramref name="words"/>.</summary>
    public static int Count(ReadOnlySpan<ulong> words) => Count<Left>(words, words);

    /// <summary>The set bits of <c>TOp(left, right)</c>, without writing them anywhere.</summary>
    public static int Count<TOp>(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
        where TOp : struct, IWordOperation =>
        Vector512.IsHardwareAccelerated ? CountVector512<TOp>(left, right)
        : Vector256.IsHardwareAccelerated ? CountVector256<TOp>(left, right)
        : CountScalar<TOp>(left, right);

    /// <summary>Writes <c>TOp(left, right)</c>; <paramref name="destination"/> may be either operand.</summary>
    /// <returns>How many bits the result has set.</returns>
    public static int Apply<TOp>(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right, Span<ulong> destination)
        where TOp : struct, IWordOperation
    {
        right = right[..left.Length];
        destination = destination[..left.Length];
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; i <= left.Length - Vector512<ulong>.Count; i += Vector512<ulong>.Count)
            {
                TOp.Apply(Load512(left, i), Load512(right, i)).CopyTo(destination[i..]);
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (; i <= left.Length - Vector256<ulong>.Count; i += Vector256<ulong>.Count)
            {
                TOp.Apply(Load256(left, i), Load256(right, i)).CopyTo(destination[i..]);
            }
        }

        for (; i < left.Length; i++)
        {
            destination[i] = TOp.Apply(left[i], right[i]);
        }

        return Count(destination);
    }

    /// <summary>The definition of <see cref="Count{TOp}"/>, for machines without vectors and for the tests.</summary>
    public static int CountScalar<TOp>(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
        where TOp : struct, IWordOperation
    {
        right = right[..left.Length];
        int count = 0;
        for (int i = 0; i < left.Length; i++)
        {
            count += BitOperations.PopCount(TOp.Apply(left[i], right[i]));
        }

        return count;
    }

    /// <summary>
    /// <see cref="Count{TOp}"/> on 512-bit vectors: sixteen vectors are added in a tree of carry-save adders, so that one
    /// vector in sixteen needs its bits counted (Harley and Seal; Muła, Kurz and Lemire, "Faster Population Counts Using
    /// AVX2 Instructions", 2018).
    /// </summary>
    public static int CountVector512<TOp>(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
        where TOp : struct, IWordOperation
    {
        const int Lanes = 8;
        right = right[..left.Length];
        ref ulong a = ref MemoryMarshal.GetReference(left);
        ref ulong b = ref MemoryMarshal.GetReference(right);
        Vector512<ulong> total = default, ones = default, twos = default, fours = default, eights = default;
        nuint i = 0;
        nuint end = (nuint)(left.Length - left.Length % (16 * Lanes));
        for (; i < end; i += 16 * Lanes)
        {
            var twosA = CarrySave(ref ones, At512<TOp>(ref a, ref b, i), At512<TOp>(ref a, ref b, i + Lanes));
            var twosB =
                CarrySave(ref ones, At512<TOp>(ref a, ref b, i + 2 * Lanes), At512<TOp>(ref a, ref b, i + 3 * Lanes));
            var foursA = CarrySave(ref twos, twosA, twosB);
            twosA = CarrySave(ref ones, At512<TOp>(ref a, ref b, i + 4 * Lanes), At512<TOp>(ref a, ref b, i + 5 * Lanes));
            twosB = CarrySave(ref ones, At512<TOp>(ref a, ref b, i + 6 * Lanes), At512<TOp>(ref a, ref b, i + 7 * Lanes));
            var foursB = CarrySave(ref twos, twosA, twosB);
            var eightsA = CarrySave(ref fours, foursA, foursB);
            twosA = CarrySave(ref ones, At512<TOp>(ref a, ref b, i + 8 * Lanes), At512<TOp>(ref a, ref b, i + 9 * Lanes));
            twosB = CarrySave(ref ones, At512<TOp>(ref a, ref b, i + 10 * Lanes), At512<TOp>(ref a, ref b, i + 11 * Lanes));
            foursA = CarrySave(ref twos, twosA, twosB);
            twosA = CarrySave(ref ones, At512<TOp>(ref a, ref b, i + 12 * Lanes), At512<TOp>(ref a, ref b, i + 13 * Lanes));
            twosB = CarrySave(ref ones, At512<TOp>(ref a, ref b, i + 14 * Lanes), At512<TOp>(ref a, ref b, i + 15 * Lanes));
            foursB = CarrySave(ref twos, twosA, twosB);
            var eightsB = CarrySave(ref fours, foursA, foursB);
            var sixteens = CarrySave(ref eights, eightsA, eightsB);
            total += PopCount(sixteens);
        }

        total = (total << 4) + (PopCount(eights) << 3) + (PopCount(fours) << 2) + (PopCount(twos) << 1) + PopCount(ones);
        for (; i + Lanes <= (nuint)left.Length; i += Lanes)
        {
            total += PopCount(At512<TOp>(ref a, ref b, i));
        }

        int count = (int)Vector512.Sum(total);
        return count + CountScalar<TOp>(left[(int)i..], right[(int)i..]);
    }

    /// <summary><see cref="CountVector512{TOp}"/> on 256-bit vectors.</summary>
    public static int CountVector256<TOp>(ReadOnlySpan<ulong> left, ReadOnlySpan<ulong> right)
        where TOp : struct, IWordOperation
    {
        const int Lanes = 4;
        right = right[..left.Length];
        ref ulong a = ref MemoryMarshal.GetReference(left);
        ref ulong b = ref MemoryMarshal.GetReference(right);
        Vector256<ulong> total = default, ones = default, twos = default, fours = default;
        nuint i = 0;
        nuint end = (nuint)(left.Length - left.Length % (8 * Lanes));
        for (; i < end; i += 8 * Lanes)
        {
            var twosA = CarrySave(ref ones, At256<TOp>(ref a, ref b, i), At256<TOp>(ref a, ref b, i + Lanes));
            var twosB =
                CarrySave(ref ones, At256<TOp>(ref a, ref b, i + 2 * Lanes), At256<TOp>(ref a, ref b, i + 3 * Lanes));
            var foursA = CarrySave(ref twos, twosA, twosB);
            twosA = CarrySave(ref ones, At256<TOp>(ref a, ref b, i + 4 * Lanes), At256<TOp>(ref a, ref b, i + 5 * Lanes));
            twosB = CarrySave(ref ones, At256<TOp>(ref a, ref b, i + 6 * Lanes), At256<TOp>(ref a, ref b, i + 7 * Lanes));
            var foursB = CarrySave(ref twos, twosA, twosB);
            var eights = CarrySave(ref fours, foursA, foursB);
            total += PopCount(eights);
        }

        total = (total << 3) + (PopCount(fours) << 2) + (PopCount(twos) << 1) + PopCount(ones);
        for (; i + Lanes <= (nuint)left.Length; i += Lanes)
        {
            total += PopCount(At256<TOp>(ref a, ref b, i));
        }

        int count = (int)Vector256.Sum(total);
        return count + CountScalar<TOp>(left[(int)i..], right[(int)i..]);
    }

    /// <summary>The set bits between two positions, both inclusive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int CountRange(ReadOnlySpan<ulong> words, int first, int last)
    {
        int from = first >> 6, to = last >> 6;
        ulong head = ulong.MaxValue << first, tail = ulong.MaxValue >> (63 - (last & 63));
        if (from == to)
        {
            return BitOperations.PopCount(words[from] & head & tail);
        }

        int count = BitOperations.PopCount(words[from] & head) + BitOperations.PopCount(words[to] & tail);
        int between = to - from - 1;
        if (between >= 32)
        {
            return count + Count(words.Slice(from + 1, between));
        }

        foreach (ulong word in words.Slice(from + 1, between))
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>Sets the bits between two positions, both inclusive.</summary>
    public static void SetRange(Span<ulong> words, int first, int last)
    {
        int from = first >> 6, to = last >> 6;
        ulong head = ulong.MaxValue << first, tail = ulong.MaxValue >> (63 - (last & 63));
        if (from == to)
        {
            words[from] |= head & tail;
            return;
        }

        words[from] |= head;
        words[to] |= tail;
        words[(from + 1)..to].Fill(ulong.MaxValue);
    }

    /// <summary>Clears the bits between two positions, both inclusive.</summary>
    public static void ClearRange(Span<ulong> words, int first, int last)
    {
        int from = first >> 6, to = last >> 6;
        ulong head = ulong.MaxValue << first, tail = ulong.MaxValue >> (63 - (last & 63));
        if (from == to)
        {
            words[from] &= ~(head & tail);
            return;
        }

        words[from] &= ~head;
        words[to] &= ~tail;
        words[(from + 1)..to].Clear();
    }

    /// <summary>Flips the bits between two positions, both inclusive.</summary>
    public static void FlipRange(Span<ulong> words, int first, int last)
    {
        int from = first >> 6, to = last >> 6;
        ulong head = ulong.MaxValue << first, tail = ulong.MaxValue >> (63 - (last & 63));
        if (from == to)
        {
            words[from] ^= head & tail;
            return;
        }

        words[from] ^= head;
        words[to] ^= tail;
        foreach (ref ulong word in words[(from + 1)..to])
        {
            word = ~word;
        }
    }

    /// <summary>The position of the set bit that has <paramref name="index"/> set bits below it.</summary>
    public static ushort Select(ReadOnlySpan<ulong> words, int index)
    {
        for (int i = 0; i < words.Length; i++)
        {
            ulong word = words[i];
            int count = BitOperations.PopCount(word);
            if (index < count)
            {
                for (; index > 0; index--)
                {
                    word &= word - 1;
                }

                return (ushort)(i * 64 + BitOperations.TrailingZeroCount(word));
            }

            index -= count;
        }

        throw new ArgumentOutOfRangeException(nameof(index));
    }

    /// <summary>The first set bit at or after <paramref name="position"/>, or 65536.</summary>
    public static int NextSet(ReadOnlySpan<ulong> words, int position) => Next(words, position, 0);

    /// <summary>The first clear bit at or after <paramref name="position"/>, or 65536.</summary>
    public static int NextClear(ReadOnlySpan<ulong> words, int position) => Next(words, position, ulong.MaxValue);

    /// <summary>Maximal runs of set bits.</summary>
    public static int CountRuns(ReadOnlySpan<ulong> words)
    {
        int runs = 0;
        ulong carry = 0;
        foreach (ulong word in words)
        {
            runs += BitOperations.PopCount(word & ~(word << 1 | carry));
            carry = word >> 63;
        }

        return runs;
    }

    /// <summary>Writes the positions of the set bits, ascending.</summary>
    /// <returns>How many were written.</returns>
    public static int ExtractValues(ReadOnlySpan<ulong> words, Span<ushort> destination)
    {
        int count = 0;
        for (int i = 0; i < words.Length; i++)
        {
            for (ulong word = words[i]; word != 0; word &= word - 1)
            {
                destination[count++] = (ushort)(i * 64 + BitOperations.TrailingZeroCount(word));
            }
        }

        return count;
    }

    private static int Next(ReadOnlySpan<ulong> words, int position, ulong invert)
    {
        int i = position >> 6;
        if (i >= words.Length)
        {
            return words.Length * 64;
        }

        ulong word = (words[i] ^ invert) & ulong.MaxValue << position;
        while (word == 0)
        {
            if (++i == words.Length)
            {
                return words.Length * 64;
            }

            word = words[i] ^ invert;
        }

        return i * 64 + BitOperations.TrailingZeroCount(word);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> Load512(ReadOnlySpan<ulong> words, int at) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(words), (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Load256(ReadOnlySpan<ulong> words, int at) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(words), (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> At512<TOp>(ref ulong a, ref ulong b, nuint at)
        where TOp : struct, IWordOperation =>
        TOp.Apply(Vector512.LoadUnsafe(ref a, at), Vector512.LoadUnsafe(ref b, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> At256<TOp>(ref ulong a, ref ulong b, nuint at)
        where TOp : struct, IWordOperation =>
        TOp.Apply(Vector256.LoadUnsafe(ref a, at), Vector256.LoadUnsafe(ref b, at));

    /// <summary>Adds three one-bit columns: the sum stays in <paramref name="sum"/>, the carry is returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> CarrySave(ref Vector512<ulong> sum, Vector512<ulong> b, Vector512<ulong> c)
    {
        var u = sum ^ b;
        var carry = (sum & b) | (u & c);
        sum = u ^ c;
        return carry;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> CarrySave(ref Vector256<ulong> sum, Vector256<ulong> b, Vector256<ulong> c)
    {
        var u = sum ^ b;
        var carry = (sum & b) | (u & c);
        sum = u ^ c;
        return carry;
    }

    /// <summary>The set bits of each 64-bit lane, by halving sums inside the lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> PopCount(Vector512<ulong> v)
    {
        v -= (v >> 1) & Vector512.Create(0x5555555555555555UL);
        v = (v & Vector512.Create(0x3333333333333333UL)) + ((v >> 2) & Vector512.Create(0x3333333333333333UL));
        v = (v + (v >> 4)) & Vector512.Create(0x0F0F0F0F0F0F0F0FUL);
        v += v >> 8;
        v += v >> 16;
        v += v >> 32;
        return v & Vector512.Create(0x7FUL);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> PopCount(Vector256<ulong> v)
    {
        v -= (v >> 1) & Vector256.Create(0x5555555555555555UL);
        v = (v & Vector256.Create(0x3333333333333333UL)) + ((v >> 2) & Vector256.Create(0x3333333333333333UL));
        v = (v + (v >> 4)) & Vector256.Create(0x0F0F0F0F0F0F0F0FUL);
        v += v >> 8;
        v += v >> 16;
        v += v >> 32;
        return v & Vector256.Create(0x7FUL);
    }
}
