using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace CompExplain.Roaring;

/// <summary>What is computed on containers, whether they are owned or lie in serialised bytes.</summary>
internal static class Algebra
{
    private const int DescribedRanges = 4;

    /// <summary>How many values both sides hold. Allocates nothing.</summary>
    public static long AndCount<TLeft, TRight>(scoped TLeft left, scoped TRight right)
        where TLeft : IContainerSource, allows ref struct
        where TRight : IContainerSource, allows ref struct
    {
        long count = 0;
        int i = 0, j = 0, leftSize = left.Size, rightSize = right.Size;
        while (i < leftSize && j < rightSize)
        {
            int leftKey = left.KeyAt(i), rightKey = right.KeyAt(j);
            if (leftKey == rightKey)
            {
                count += left.IsRunAt(i) && right.IsRunAt(j)
                    ? RunKernels.CountAnd(left.RunsAt(i++), right.RunsAt(j++))
                    : CountAnd(left, i++, right, j++);
            }
            else if (leftKey < rightKey)
            {
                i = AdvanceTo(left, i + 1, rightKey);
            }
            else
            {
                j = AdvanceTo(right, j + 1, leftKey);
            }
        }

        return count;
    }

    /// <summary>Whether there is a value that both sides hold.</summary>
    public static bool Intersects<TLeft, TRight>(scoped TLeft left, scoped TRight right)
        where TLeft : IContainerSource, allows ref struct
        where TRight : IContainerSource, allows ref struct
    {
        int i = 0, j = 0, leftSize = left.Size, rightSize = right.Size;
        while (i < leftSize && j < rightSize)
        {
            int leftKey = left.KeyAt(i), rightKey = right.KeyAt(j);
            if (leftKey == rightKey)
            {
                if (ContainerOperations.CountAnd(left.At(i++), right.At(j++)) > 0)
                {
                    return true;
                }
            }
            else if (leftKey < rightKey)
            {
                i = AdvanceTo(left, i + 1, rightKey);
            }
            else
            {
                j = AdvanceTo(right, j + 1, leftKey);
            }
        }

        return false;
    }

    /// <summary>A new set with <c>TOp(left, right)</c>.</summary>
    public static Roaring32Bitmap Apply<TOp, TLeft, TRight>(scoped TLeft left, scoped TRight right)
        where TOp : struct, IWordOperation
        where TLeft : IContainerSource, allows ref struct
        where TRight : IContainerSource, allows ref struct
    {
        var result = new Roaring32Bitmap();
        bool keepsLeft = typeof(TOp) != typeof(And);
        bool keepsRight = typeof(TOp) == typeof(Or) || typeof(TOp) == typeof(Xor);
        int i = 0, j = 0, leftSize = left.Size, rightSize = right.Size;
        while (i < leftSize || j < rightSize)
        {
            int leftKey = i < leftSize ? left.KeyAt(i) : int.MaxValue;
            int rightKey = j < rightSize ? right.KeyAt(j) : int.MaxValue;
            if (leftKey == rightKey)
            {
                if (ContainerOperations.Apply<TOp>(left.At(i++), right.At(j++)) is { } container)
                {
                    result.Append(leftKey, container);
                }
            }
            else if (leftKey < rightKey)
            {
                if (keepsLeft)
                {
                    result.Append(leftKey, left.At(i).ToContainer());
                }

                i++;
            }
            else
            {
                if (keepsRight)
                {
                    result.Append(rightKey, right.At(j).ToContainer());
                }

                j++;
            }
        }

        return result;
    }

    public static bool Contains<TSource>(scoped TSource source, uint value)
        where TSource : IContainerSource, allows ref struct
    {
        int key = (int)(value >> 16), at = LowerBound(source, key);
        return at < source.Size && source.KeyAt(at) == key && source.At(at).Contains((ushort)value);
    }

    public static long Rank<TSource>(scoped TSource source, uint value)
        where TSource : IContainerSource, allows ref struct
    {
        int key = (int)(value >> 16);
        long rank = 0;
        for (int i = 0; i < source.Size; i++)
        {
            int containerKey = source.KeyAt(i);
            if (containerKey > key)
            {
                break;
            }

            var container = source.At(i);
            rank += containerKey < key ? container.Cardinality : container.Rank((ushort)value);
        }

        return rank;
    }

    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    public static uint Select<TSource>(scoped TSource source, long index)
        where TSource : IContainerSource, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        long left = index;
        for (int i = 0; i < source.Size; i++)
        {
            var container = source.At(i);
            if (left < container.Cardinality)
            {
                return (uint)source.KeyAt(i) << 16 | container.Select((int)left);
            }

            left -= container.Cardinality;
        }

        throw new ArgumentOutOfRangeException(nameof(index), index, "the set holds fewer values");
    }

    /// <exception cref="ArgumentException">There is too little room.</exception>
    public static int CopyTo<TSource>(scoped TSource source, long count, Span<uint> destination)
        where TSource : IContainerSource, allows ref struct
    {
        if (count > destination.Length)
        {
            throw new ArgumentException("the destination is shorter than the number of values", nameof(destination));
        }

        int written = 0;
        for (int i = 0; i < source.Size; i++)
        {
            uint high = (uint)source.KeyAt(i) << 16;
            var container = source.At(i);
            var part = destination.Slice(written, container.Cardinality);
            written += part.Length;
            int at = 0;
            switch (container.Kind)
            {
                case ContainerKind.Array:
                    foreach (ushort value in container.Values)
                    {
                        part[at++] = high | value;
                    }

                    break;
                case ContainerKind.Bitmap:
                    var words = container.Words;
                    for (int w = 0; w < words.Length; w++)
                    {
                        for (ulong word = words[w]; word != 0; word &= word - 1)
                        {
                            part[at++] = high | (uint)(w * 64 + System.Numerics.BitOperations.TrailingZeroCount(word));
                        }
                    }

                    break;
                default:
                    var runs = container.Values;
                    for (int r = 0; r + 1 < runs.Length; r += 2)
                    {
                        for (uint value = runs[r], last = (uint)runs[r] + runs[r + 1]; value <= last; value++)
                        {
                            part[at++] = high | value;
                        }
                    }

                    break;
            }
        }

        return written;
    }

    /// <summary>The number of values and the first ranges.</summary>
    public static string Describe(long count, RangeEnumerator ranges)
    {
        var culture = CultureInfo.InvariantCulture;
        var text = new StringBuilder().Append(culture, $"{count} value{(count == 1 ? "" : "s")}");
        int shown = 0;
        foreach ((uint first, uint last) in ranges)
        {
            text.Append(shown == 0 ? ": " : ", ");
            if (shown++ == DescribedRanges)
            {
                text.Append("...");
                break;
            }

            text.Append(culture, $"{first}");
            if (last > first)
            {
                text.Append(culture, $"-{last}");
            }
        }

        return text.ToString();
    }

    /// <summary>Apart from the loop over containers, which is much slower where this is compiled into it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int CountAnd<TLeft, TRight>(scoped in TLeft left, int i, scoped in TRight right, int j)
        where TLeft : IContainerSource, allows ref struct
        where TRight : IContainerSource, allows ref struct => ContainerOperations.CountAnd(left.At(i), right.At(j));

    private static int AdvanceTo<TSource>(scoped TSource source, int at, int key)
        where TSource : IContainerSource, allows ref struct
    {
        int size = source.Size;
        while (at < size && source.KeyAt(at) < key)
        {
            at++;
        }

        return at;
    }

    private static int LowerBound<TSource>(scoped TSource source, int key)
        where TSource : IContainerSource, allows ref struct
    {
        int low = 0, high = source.Size;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (source.KeyAt(middle) < key)
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
}
