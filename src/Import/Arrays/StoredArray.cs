using System.Globalization;
using CompExplain.Storage.Activations;

namespace CompExplain.Import.Arrays;

/// <summary>
/// One NumPy array: its header, checked against the bytes that are there, and its bytes, opened when first asked for.
/// </summary>
internal sealed class StoredArray : IDisposable
{
    private readonly Lazy<ArrayBytes> _bytes;

    private StoredArray(NpyHeader header, ElementFormat format, string what, Func<ArrayBytes> open)
    {
        Header = header;
        Format = format;
        What = what;
        _bytes = new(open);
    }

    public NpyHeader Header { get; }

    public ElementFormat Format { get; }

    /// <summary>The file, and the array in it, for messages.</summary>
    public string What { get; }

    public ArrayBytes Bytes => _bytes.Value;

    /// <summary>How many elements there are.</summary>
    public long Count => Header.Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Checks that a header's shape and type fit the bytes that follow it.</summary>
    /// <param name="header">The header.</param>
    /// <param name="available">Bytes that follow the header.</param>
    /// <param name="what">The file, for messages.</param>
    /// <param name="open">Gives the bytes after the header.</param>
    public static StoredArray Create(NpyHeader header, long available, string what, Func<ArrayBytes> open)
    {
        var format = FormatOf(header, what);
        long expected = BytesOf(header, what);
        if (available < expected)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{what} is cut short: its shape {header.ShapeText} of {format.Name} takes {expected} bytes and {available} are "
                + $"there; copy or write it again"));
        }

        if (available > expected)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{what} has {available - expected} bytes more than its shape {header.ShapeText} of {format.Name} takes; it is "
                + $"damaged; write it again"));
        }

        return new(header, format, what, open);
    }

    /// <summary>How many bytes the elements of an array take that its header describes.</summary>
    /// <exception cref="ImportException">More than any file can hold, or a type that is not read.</exception>
    public static long BytesOf(NpyHeader header, string what)
    {
        Int128 bytes = FormatOf(header, what).Size;
        foreach (long length in header.Shape)
        {
            bytes *= length;
            if (bytes > long.MaxValue)
            {
                throw new ImportException(
                    $"{what} claims the shape {header.ShapeText}, more than any file can hold; it is damaged; write it again");
            }
        }

        return (long)bytes;
    }

    /// <summary>All elements as integers.</summary>
    public long[] ReadIntegers()
    {
        if (!Elements.IsInteger(Format.Type))
        {
            throw new ImportException($"{What} is of {Format.Name} where integers belong; write it with scipy.sparse.save_npz");
        }

        long[] values = new long[Count];
        const int Step = 1 << 16;
        byte[] scratch = new byte[Step * 8];
        for (long at = 0; at < values.Length; at += Step)
        {
            int count = (int)Math.Min(Step, values.Length - at);
            var bytes = scratch.AsSpan(0, count * Format.Size);
            Bytes.Read(at * Format.Size, bytes);
            Format.DecodeIntegers(bytes, values.AsSpan((int)at, count));
        }

        return values;
    }

    /// <summary>Elements as floats, in the order that they are stored.</summary>
    public void ReadFloats(long first, Span<float> destination)
    {
        const int Step = 1 << 14;
        Span<byte> scratch = new byte[Math.Min(Step, destination.Length) * Format.Size];
        while (destination.Length > 0)
        {
            int count = Math.Min(Step, destination.Length);
            var bytes = scratch[..(count * Format.Size)];
            Bytes.Read(first * Format.Size, bytes);
            Format.Decode(bytes, destination[..count]);
            first += count;
            destination = destination[count..];
        }
    }

    public void Dispose()
    {
        if (_bytes.IsValueCreated)
        {
            _bytes.Value.Dispose();
        }
    }

    private static ElementFormat FormatOf(NpyHeader header, string what) =>
        ElementFormat.TryParse(header.Descriptor, out var format) ? format : throw BadType(header.Descriptor, what);

    private static ImportException BadType(string descriptor, string what)
    {
        if (descriptor.Contains('O', StringComparison.Ordinal))
        {
            return new(
                $"{what} holds Python objects (dtype object), and pickles are never read; save it as an array of numbers, as "
                + $"with array.astype(numpy.float32)");
        }

        return new(
            $"{what} has the type '{descriptor}'; bool, int8 to int64, uint8 to uint64, float16, float32 and float64 are read; "
            + $"convert it with array.astype(numpy.float32)");
    }
}
