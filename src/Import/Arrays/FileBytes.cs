using Microsoft.Win32.SafeHandles;

namespace CompExplain.Import.Arrays;

/// <summary>
/// Part of a file, read by position. Not memory-mapped: a mapped file that is cut short while it is read ends the process,
/// and this ends in a message.
/// </summary>
internal sealed class FileBytes(SafeFileHandle file, long start, long length, string what) : ArrayBytes
{
    public override long Length => length;

    /// <summary>Copies exactly so many bytes into a temporary file, which goes when it is closed.</summary>
    /// <param name="stream">The bytes.</param>
    /// <param name="length">How many.</param>
    /// <param name="what">The array, for messages.</param>
    /// <returns>Null where the stream ends too soon.</returns>
    /// <exception cref="IOException">The temporary file cannot be written.</exception>
    public static FileBytes? Spool(Stream stream, long length, string what)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
        try
        {
            byte[] piece = new byte[1 << 20];
            for (long at = 0; at < length;)
            {
                var part = piece.AsSpan(0, (int)Math.Min(piece.Length, length - at));
                if (stream.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length)
                {
                    file.Dispose();
                    return null;
                }

                RandomAccess.Write(file, part, at);
                at += part.Length;
            }

            return new(file, 0, length, what);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override void Read(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            int got;
            try
            {
                got = RandomAccess.Read(file, destination, start + offset);
            }
            catch (IOException error)
            {
                throw new ImportException($"{what} could not be read: {error.Message}", error);
            }

            if (got == 0)
            {
                throw new ImportException($"{what} ended while it was being read; do not write to it during the import");
            }

            offset += got;
            destination = destination[got..];
        }
    }

    public override void Dispose()
    {
        file.Dispose();
        base.Dispose();
    }
}
