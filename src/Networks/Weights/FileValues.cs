using CompExplain.Import;
using CompExplain.Storage.Activations;

namespace CompExplain.Networks.Weights;

/// <summary>Reads numbers from a stream in pieces.</summary>
internal static class FileValues
{
    private const int PieceBytes = 1 << 20;

    /// <summary>Reads elements from a place in a file.</summary>
    public static void Read(string path, Stream stream, long position, ElementType type, Span<float> values)
    {
        stream.Position = position;
        Read(path, stream, type, values);
    }

    /// <summary>Passes over bytes of a stream that cannot be sought in.</summary>
    public static void Skip(string path, Stream stream, long count)
    {
        byte[] piece = new byte[(int)Math.Min(PieceBytes, count)];
        try
        {
            for (long left = count; left > 0;)
            {
                int taken = (int)Math.Min(left, piece.Length);
                stream.ReadExactly(piece, 0, taken);
                left -= taken;
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new ImportException($"{path} could not be read: {error.Message}; is it whole?", error);
        }
    }

    /// <summary>Reads the next elements of a stream.</summary>
    public static void Read(string path, Stream stream, ElementType type, Span<float> values)
    {
        int size = Elements.SizeOf(type);
        byte[] piece = new byte[(int)Math.Min(PieceBytes, (long)values.Length * size)];
        try
        {
            for (int done = 0; done < values.Length;)
            {
                int count = Math.Min(values.Length - done, piece.Length / size);
                var bytes = piece.AsSpan(0, count * size);
                stream.ReadExactly(bytes);
                Elements.Decode(type, bytes, values.Slice(done, count));
                done += count;
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            throw new ImportException($"{path} could not be read: {error.Message}; is it whole?", error);
        }
    }
}
