namespace CompExplain.Import.Arrays;

/// <summary>Bytes in memory, in pieces, so that they may be more than one array can hold and grow only as they arrive.</summary>
internal sealed class MemoryBytes : ArrayBytes
{
    private const int PieceBits = 24;
    private const int PieceSize = 1 << PieceBits;

    private readonly List<byte[]> _pieces = [];
    private readonly long _length;

    private MemoryBytes(long length) => _length = length;

    public override long Length => _length;

    /// <summary>Reads exactly so many bytes; allocates no piece before the one before it has arrived.</summary>
    /// <returns>Null where the stream ends too soon.</returns>
    public static MemoryBytes? Load(Stream stream, long length)
    {
        var bytes = new MemoryBytes(length);
        for (long at = 0; at < length; at += PieceSize)
        {
            byte[] piece = new byte[Math.Min(PieceSize, length - at)];
            if (stream.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) < piece.Length)
            {
                return null;
            }

            bytes._pieces.Add(piece);
        }

        return bytes;
    }

    public override void Read(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            var from = _pieces[(int)(offset >> PieceBits)].AsSpan((int)(offset & (PieceSize - 1)));
            if (from.Length > destination.Length)
            {
                from = from[..destination.Length];
            }

            from.CopyTo(destination);
            offset += from.Length;
            destination = destination[from.Length..];
        }
    }
}
