using System.Globalization;

namespace CompExplain.Networks.Weights;

/// <summary>A tensor in a file of weights, not yet read.</summary>
/// <param name="Shape">Its shape; none of a scalar. Its product is known to fit an array.</param>
/// <param name="Read">Reads its values as float32, in C order.</param>
internal sealed record StoredTensor(IReadOnlyList<long> Shape, Func<float[]> Read)
{
    /// <summary>A shape as people write it: <c>64 x 3 x 7 x 7</c>.</summary>
    public static string Text(IReadOnlyList<long> shape) => shape.Count == 0
        ? "a single number"
        : string.Join(" x ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    /// <summary>How many elements a shape has; -1 where a size is negative or they are too many to hold.</summary>
    public static long CountOf(IReadOnlyList<long> shape)
    {
        long count = 1;
        foreach (long size in shape)
        {
            if (size < 0 || size > Array.MaxLength)
            {
                return -1;
            }

            count *= size;
            if (count > Array.MaxLength)
            {
                return -1;
            }
        }

        return count;
    }
}
