using CompExplain.Import.Files;

namespace CompExplain.Import.Arrays;

/// <summary>One array in a <c>.npy</c> file.</summary>
internal static class NpyFile
{
    // Up to this size a file is read once into memory; above it, blocks are read by position.
    private const long InMemory = 256L << 20;

    public static StoredArray Open(string path)
    {
        using var stream = InputFile.Open(path);
        var header = NpyHeader.Read(stream, path);
        long available = stream.Length - header.DataOffset;
        return StoredArray.Create(header, available, path, () => OpenBytes(path, header.DataOffset, available));
    }

    /// <summary>Reads an array from a stream that is read once, into memory.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="stream">The file, at its start.</param>
    /// <exception cref="ImportException">It is cut short, longer than its shape, or of a type that is not read.</exception>
    public static StoredArray Read(string path, Stream stream)
    {
        var header = NpyHeader.Read(stream, path);
        long length = StoredArray.BytesOf(header, path);
        var bytes = MemoryBytes.Load(stream, length)
            ?? throw new ImportException($"{path} is cut short: its shape {header.ShapeText} takes more bytes than came");
        return StoredArray.Create(header, stream.ReadByte() < 0 ? length : length + 1, path, () => bytes);
    }

    /// <summary>The bytes of a part of a file: read at once when small, by position when not.</summary>
    public static ArrayBytes OpenBytes(string path, long start, long length)
    {
        if (length <= InMemory)
        {
            using var stream = InputFile.Open(path);
            stream.Position = start;
            return MemoryBytes.Load(stream, length)
                ?? throw new ImportException($"{path} ended while it was being read; do not write to it during the import");
        }

        var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return new FileBytes(file, start, length, path);
    }
}
