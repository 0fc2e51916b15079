using System.Buffers.Binary;

namespace CompExplain.Storage.Catalog;

/// <summary>The distribution of a unit's activations: bins of equal width from <see cref="Low"/> to <see cref="High"/>.</summary>
/// <param name="Low">The lowest activation.</param>
/// <param name="High">The highest activation, which the last bin includes.</param>
/// <param name="Counts">The number of activations in each bin.</param>
public sealed record Histogram(double Low, double High, IReadOnlyList<long> Counts)
{
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

    /// <summary>The histogram in a stored form; null if there is none.</summary>
    internal static Histogram? Decode(byte[]? data)
    {
        if (data is null || data.Length < HeadLength)
        {
            return null;
        }

        long[] counts = new long[(data.Length - HeadLength) / sizeof(long)];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = BinaryPrimitives.ReadInt64LittleEndian(data.AsSpan(HeadLength + (sizeof(long) * i)));
        }

        return new Histogram(
            BinaryPrimitives.ReadDoubleLittleEndian(data),
            BinaryPrimitives.ReadDoubleLittleEndian(data.AsSpan(sizeof(double))),
            counts);
    }
}
