using System.Globalization;

namespace CompExplain.Networks.Weights;

/// <summary>A tensor in a file of weights, not yet read.</summary>
/// <param name="Shape">Its shape; none of a scalar. Its product is known to fit an array.</param>
/// <param name="Fill">Reads its values as float32, in C order, into so many elements.</param>
internal sealed record StoredTensor(IReadOnlyList<long> Shape, Action<Span<float>> Fill)
{
    /// <summary>Reads its values as float32, in C order.</summary>
    public float[] Read()
    {
        float[] values = GC.AllocateUninitializedArray<float>((int)CountOf(Shape));
        Fill(values);
        return values;
    }

    /// <summary>A shape as people write it: <c>64 x 3 x 7 x 7</c>.</summary>
    public static string Text(IReadOnlyList<long> shape) => shape.Count == 0
        ? "a single number"
        : string.Join(" x ", shape.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Its name and shape, for lists of what is passed over.</summary>
    public string Describe(string name) => $"{name} (tensor of {Text(Shape)})";

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
