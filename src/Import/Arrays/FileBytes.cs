using Microsoft.Win32.SafeHandles;

namespace CompExplain.Import.Arrays;

/// <summary>
/// Part of a file, read by position. Not memory-mapped: a mapped file that is cut short while it is read ends the process,
/// and this ends in a message.
/// </summary>
internal sealed class FileBytes(SafeFileHandle file, long start, long length, string what) : ArrayBytes
{
    public override long Length => length;

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
