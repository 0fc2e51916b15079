using System.Buffers;
using System.Runtime.InteropServices;

namespace CompExplain.Roaring.Containers;

/// <summary>The set operations on two containers, for each pair of kinds.</summary>
internal static class ContainerOperations
{
    /// <summary>How many values two containers share.</summary>
    public static int CountAnd(scoped in ContainerRef left, scoped in ContainerRef right)
    {
        if (left.Kind == ContainerKind.Run && right.Kind == ContainerKind.Run)
        {
            return RunKernels.CountAnd(left.Values, right.Values);
        }

        return ((int)left.Kind * 3 + (int)right.Kind) switch
        {
            (int)ContainerKind.Array * 3 + (int)ContainerKind.Array => ArrayKernels.CountAnd(left.Values, right.Values),
            (int)ContainerKind.Array * 3 + (int)ContainerKind.Bitmap => ArrayKernels.CountAndWords(left.Values, right.Words),
            (int)ContainerKind.Array * 3 + (int)ContainerKind.Run => RunKernels.CountAndValues(right.Values, left.Values),
            (int)ContainerKind.Bitmap * 3 + (int)ContainerKind.Array => ArrayKernels.CountAndWords(right.Values, left.Words),
            (int)ContainerKind.Bitmap * 3 + (int)ContainerKind.Bitmap => BitmapKernels.Count<And>(left.Words, right.Words),
            (int)ContainerKind.Bitmap * 3 + (int)ContainerKind.Run => RunKernels.CountAndWords(right.Values, left.Words),
            (int)ContainerKind.Run * 3 + (int)ContainerKind.Array => RunKernels.CountAndValues(left.Values, right.Values),
            _ => RunKernels.CountAndWords(left.Values, right.Words),
        };
    }

    /// <summary>A new container with <c>TOp(left, right)</c>, or null when that is empty.</summary>
    public static Container? Apply<TOp>(scoped in ContainerRef left, scoped in ContainerRef right)
        where TOp : struct, IWordOperation
    {
        if (typeof(TOp) == typeof(And) && right.Kind == ContainerKind.Array && left.Kind != ContainerKind.Array)
        {
            return Apply<TOp>(right, left);
        }

        if (left.Kind == ContainerKind.Array && (typeof(TOp) == typeof(And) || typeof(TOp) == typeof(AndNot)))
        {
            return FilterArray<TOp>(left, right);
        }

        if (left.Kind == ContainerKind.Array && right.Kind == ContainerKind.Array
            && left.Cardinality + right.Cardinality <= Container.ArrayLimit)
        {
            return MergeArrays<TOp>(left, right);
        }

        if (left.Kind != ContainerKind.Bitmap && right.Kind != ContainerKind.Bitmap
            && (left.Kind == ContainerKind.Run || right.Kind == ContainerKind.Run))
        {
            return CombineRuns<TOp>(left, right);
        }

        return CombineWords<TOp>(left, right);
    }

    /// <summary>Replaces 1024 words that hold <paramref name="cardinality"/> bits by <c>TOp(words, other)</c>.</summary>
    /// <returns>How many bits are set now.</returns>
    public static int ApplyTo<TOp>(Span<ulong> words, int cardinality, scoped in ContainerRef other)
        where TOp : struct, IWordOperation
    {
        if (other.Kind == ContainerKind.Bitmap)
        {
            return BitmapKernels.Apply<TOp>(words, other.Words, words);
        }

        int shared = CountAnd(new ContainerRef(ContainerKind.Bitmap, MemoryMarshal.Cast<ulong, ushort>(words), cardinality), other);
        if (typeof(TOp) == typeof(And))
        {
            Span<ulong> expanded = stackalloc ulong[BitmapKernels.WordCount];
            expanded.Clear();
            other.ExpandInto(expanded);
            return BitmapKernels.Apply<TOp>(words, expanded, words);
        }

        if (other.Kind == ContainerKind.Array)
        {
            foreach (ushort value in other.Values)
            {
                ref ulong word = ref words[value >> 6];
                word = TOp.Apply(word, 1UL << value);
            }
        }
        else
        {
            var runs = other.Values;
            for (int i = 0; i + 1 < runs.Length; i += 2)
            {
                int first = runs[i], last = runs[i] + runs[i + 1];
                if (typeof(TOp) == typeof(Or))
                {
                    BitmapKernels.SetRange(words, first, last);
                }
                else if (typeof(TOp) == typeof(Xor))
                {
                    BitmapKernels.FlipRange(words, first, last);
                }
                else
                {
                    BitmapKernels.ClearRange(words, first, last);
                }
            }
        }

        return typeof(TOp) == typeof(Or) ? cardinality + other.Cardinality - shared
            : typeof(TOp) == typeof(Xor) ? cardinality + other.Cardinality - 2 * shared
            : cardinality - shared;
    }

    /// <summary>Whether two containers hold the same values.</summary>
    public static bool AreEqual(scoped in ContainerRef left, scoped in ContainerRef right)
    {
        if (left.Cardinality != right.Cardinality)
        {
            return false;
        }

        if (left.Kind == right.Kind && left.Kind != ContainerKind.Run)
        {
            return left.Values.SequenceEqual(right.Values);
        }

        return CountAnd(left, right) == left.Cardinality;
    }

    private static Container? FilterArray<TOp>(scoped in ContainerRef left, scoped in ContainerRef right)
        where TOp : struct, IWordOperation
    {
        bool inside = typeof(TOp) == typeof(And);
        var values = left.Values;
        Span<ushort> kept = stackalloc ushort[Container.ArrayLimit];
        int count = right.Kind switch
        {
            ContainerKind.Array => inside
                ? ArrayKernels.And(values, right.Values, kept)
                : ArrayKernels.AndNot(values, right.Values, kept),
            ContainerKind.Bitmap => ArrayKernels.FilterWords(values, right.Words, inside ? 1UL : 0UL, kept),
            _ => ArrayKernels.FilterRuns(values, right.Values, inside, kept),
        };
        return count == 0 ? null : Container.FromValues(kept[..count]);
    }

    private static Container? MergeArrays<TOp>(scoped in ContainerRef left, scoped in ContainerRef right)
        where TOp : struct, IWordOperation
    {
        Span<ushort> merged = stackalloc ushort[Container.ArrayLimit];
        int count = typeof(TOp) == typeof(Or)
            ? ArrayKernels.Or(left.Values, right.Values, merged)
            : ArrayKernels.Xor(left.Values, right.Values, merged);
        return count == 0 ? null : Container.FromValues(merged[..count]);
    }

    private static Container? CombineRuns<TOp>(scoped in ContainerRef left, scoped in ContainerRef right)
        where TOp : struct, IWordOperation
    {
        ushort[]? leftScratch = null, rightScratch = null;
        ReadOnlySpan<ushort> leftRuns = AsRuns(left, ref leftScratch), rightRuns = AsRuns(right, ref rightScratch);
        ushort[] scratch = ArrayPool<ushort>.Shared.Rent(leftRuns.Length + rightRuns.Length);
        int runs = RunKernels.Combine<TOp>(leftRuns, rightRuns, scratch, out int cardinality);
        var result = runs == 0 ? null : Container.SmallestFromRuns(scratch.AsSpan(0, 2 * runs), cardinality);
        ArrayPool<ushort>.Shared.Return(scratch);
        if (leftScratch is not null)
        {
            ArrayPool<ushort>.Shared.Return(leftScratch);
        }

        if (rightScratch is not null)
        {
            ArrayPool<ushort>.Shared.Return(rightScratch);
        }

        return result;
    }

    private static ReadOnlySpan<ushort> AsRuns(scoped in ContainerRef container, ref ushort[]? scratch)
    {
        if (container.Kind == ContainerKind.Run)
        {
            return container.Values;
        }

        scratch = ArrayPool<ushort>.Shared.Rent(2 * container.Cardinality);
        return scratch.AsSpan(0, 2 * RunKernels.FromValues(container.Values, scratch));
    }

    private static Container? CombineWords<TOp>(scoped in ContainerRef left, scoped in ContainerRef right)
        where TOp : struct, IWordOperation
    {
        Span<ulong> words = stackalloc ulong[BitmapKernels.WordCount];
        int cardinality;
        if (left.Kind == ContainerKind.Bitmap && right.Kind == ContainerKind.Bitmap)
        {
            cardinality = BitmapKernels.Apply<TOp>(left.Words, right.Words, words);
        }
        else
        {
            words.Clear();
            left.ExpandInto(words);
            cardinality = ApplyTo<TOp>(words, left.Cardinality, right);
        }

        return cardinality == 0 ? null : Container.FromWords(words, cardinality);
    }
}
