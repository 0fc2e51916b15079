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
