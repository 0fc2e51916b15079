using System.Buffers.Binary;

namespace CompExplain.Storage.Catalog;

/// <summary>The distribution of a unit's activations: bins of equal width from <see cref="Low"/> to <see cref="High"/>.</summary>
/// <param name="Low">The lowest activation.</param>
/// <param name="High">The highest activation, which the last bin includes.</param>
/// <param name="Counts">The number of activations in each bin.</param>
public sealed record Histogram(double Low, double High, IReadOnlyList<long> Counts)
{
    // Activations of a bin at most: so many bins can be summed.
    private const long MaximumCount = 1L << 48;

    private const int HeadLength = 2 * sizeof(double);

    /// <summary>The stored form: low and high as float64, then the counts as int64, little endian; null for null.</summary>
    internal static byte[]? Encode(Histogram? histogram)
    {
        if (histogram is null)
        {
            return null;
        }

        byte[] data = new byte[HeadLength + (sizeof(long) * histogram.Counts.Count)];
        BinaryPrimitives.WriteDoubleLittleEndian(data, histogram.Low);
        BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(sizeof(double)), histogram.High);
        for (int i = 0; i < histogram.Counts.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(HeadLength + (sizeof(long) * i)), histogram.Counts[i]);
        }

        return data;
    }

    /// <summary>The histogram in a stored form.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    internal static Histogram Decode(byte[] data)
    {
        if (data.Length < HeadLength || (data.Length - HeadLength) % sizeof(long) != 0)
        {
            throw new FormatException("a histogram is cut short");
        }

        long[] counts = new long[(data.Length - HeadLength) / sizeof(long)];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = BinaryPrimitives.ReadInt64LittleEndian(data.AsSpan(HeadLength + (sizeof(long) * i)));
        }

        double low = BinaryPrimitives.ReadDoubleLittleEndian(data);
        double high = BinaryPrimitives.ReadDoubleLittleEndian(data.AsSpan(sizeof(double)));
        bool isOne = double.IsFinite(low) && double.IsFinite(high) && low <= high;
        return isOne && counts.All(count => count is >= 0 and <= MaximumCount)
            ? new Histogram(low, high, counts)
            : throw new FormatException("a histogram has numbers that cannot be");
    }
}
