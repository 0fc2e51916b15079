using System.Globalization;
using System.IO.Compression;
using System.Text;
using CompExplain.Import.Files;

namespace CompExplain.Import.Arrays;

/// <summary>
/// The arrays in a <c>.npz</c> file: a zip archive of <c>.npy</c> entries, stored (<c>numpy.savez</c>) or deflated
/// (<c>numpy.savez_compressed</c>). Stored entries are read in place; deflated ones are decompressed when their elements are
/// asked for, into memory or, if large, into a temporary file.
/// </summary>
internal sealed class NpzFile
{
    // Larger arrays are decompressed into a file, as long as they are no larger than a disk can be asked for.
    private const long MaximumInMemory = 256L << 20;
    private const long MaximumDecompressed = 64L << 30;

    // Deflate reaches 1032:1 on zeros. Masks of few positions come near that, so small arrays may.
    private const long SuspiciousSize = 256L << 20;
    private const int SuspiciousRatio = 300;

    private readonly string _path;
    private readonly Dictionary<string, StoredArray> _arrays = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);

    private NpzFile(string path) => _path = path;

    /// <summary>The arrays' names, in the order of the archive.</summary>
    public List<string> Names { get; } = [];

    public static NpzFile Open(string path)
    {
        var file = new NpzFile(path);
        var entries = new List<string>();
        Guard(path, () =>
        {
            using var stream = InputFile.Open(path);
            if (stream.Length == 0)
            {
                throw new ImportException($"{path} is empty; write it again with numpy.savez");
            }

            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            foreach (var entry in archive.Entries)
            {
                if (!entry.FullName.EndsWith(".npy", StringComparison.Ordinal))
                {
                    entries.Add(entry.FullName);
                    continue;
                }

                string name = entry.FullName[..^4];
                if (file._arrays.ContainsKey(name) || file._words.ContainsKey(name))
                {
                    continue;
                }

                if (file.Describe(entry, name, stream) is not { } array)
                {
                    continue;
                }

                file._arrays.Add(name, array);
                file.Names.Add(name);
            }

            return 0;
        });
        if (file.Names.Count == 0)
        {
            var (kind, advice) = ForeignFile.KindOfZip(entries);
            throw new ImportException($"{path} is {kind}, where an array belongs; {advice}");
        }

        return file;
    }

    public bool Contains(string name) => _arrays.ContainsKey(name) || _words.ContainsKey(name);

    /// <summary>One array: the one named, else <c>arr_0</c>, else the only one.</summary>
    public StoredArray Array(string? name)
    {
        if (name is not null && _arrays.TryGetValue(name, out var named))
        {
            return named;
        }

        if (name is null && _arrays.TryGetValue("arr_0", out var first))
        {
            return first;
        }

        if (name is null && _arrays.Count == 1)
        {
            return _arrays[Names[0]];
        }

        string names = string.Join(", ", Names.Take(20)) + (Names.Count > 20 ? ", ..." : "");
        throw new ImportException(name is null
            ? $"{_path} has {_arrays.Count.ToString(CultureInfo.InvariantCulture)} arrays ({names}); name the one to read"
            : $"{_path} has no array '{name}'; it has: {names}");
    }

    /// <summary>A short word kept as an array of no dimensions (<c>|S3</c> or <c>&lt;U3</c>), or null.</summary>
    public string? Text(string name) => _words.GetValueOrDefault(name);

    private StoredArray? Describe(ZipArchiveEntry entry, string name, FileStream stream)
    {
        string what = $"{_path} ({name})";
        using var content = entry.Open();
        var header = NpyHeader.Read(content, what);
        long available = entry.Length - header.DataOffset;
        if (header.Shape.Count == 0 && Word(header.Descriptor, content) is { } word)
        {
            _words.Add(name, word);
            return null;
        }

        if (available < 0)
        {
            throw new ImportException($"{what} is damaged; write it again with numpy.savez");
        }

        if (InPlace(entry, header, stream) is { } start)
        {
            return StoredArray.Create(header, available, what, () => NpyFile.OpenBytes(_path, start, available));
        }

        if (entry.Length > MaximumDecompressed
            || (entry.Length > SuspiciousSize && entry.Length / SuspiciousRatio > entry.CompressedLength))
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{what} would decompress from {entry.CompressedLength} bytes to {entry.Length}; save it uncompressed, with "
                + $"numpy.savez or numpy.save"));
        }

        return StoredArray.Create(header, available, what, () => Decompress(name, what, available));
    }

    private static string? Word(string descriptor, Stream content)
    {
        if (descriptor.Length != 3 || descriptor[1] is not ('S' or 'U') || !char.IsAsciiDigit(descriptor[2]))
        {
            return null;
        }

        int size = (descriptor[2] - '0') * (descriptor[1] == 'U' ? 4 : 1);
        byte[] bytes = new byte[size];
        if (content.ReadAtLeast(bytes, size, throwOnEndOfStream: false) < size)
        {
            return null;
        }
        // UTF-32 of either byte order, or bytes: only ASCII words are asked for.
        return Encoding.Latin1.GetString(bytes).Replace("\0", "", StringComparison.Ordinal);
    }

    // Where a stored entry's elements begin in the file. The archive does not tell, but the position of the file
    // after a read does. An entry as long as its compressed form is stored, and its own first bytes prove it.
    private static long? InPlace(ZipArchiveEntry entry, NpyHeader header, FileStream stream)
    {
        if (entry.Length != entry.CompressedLength)
        {
            return null;
        }

        using var content = entry.Open();
        Span<byte> expected = stackalloc byte[6];
        content.ReadExactly(expected);
        long start = stream.Position - expected.Length;
        if (start < 0 || start > stream.Length - entry.Length)
        {
            return null;
        }

        Span<byte> found = stackalloc byte[6];
        long position = stream.Position;
        stream.Position = start;
        stream.ReadExactly(found);
        stream.Position = position;
        return NpyHeader.IsNpy(found) && found.SequenceEqual(expected) ? start + header.DataOffset : null;
    }

    private ArrayBytes Decompress(string name, string what, long length) => Guard<ArrayBytes>(what, () =>
    {
        using var stream = InputFile.Open(_path);
        using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
        using var content = archive.GetEntry(name + ".npy")!.Open();
        NpyHeader.Read(content, what);
        ArrayBytes? bytes = length <= MaximumInMemory
            ? MemoryBytes.Load(content, length)
            : FileBytes.Spool(content, length, what);
        return bytes ?? throw new ImportException($"{what} is cut short; copy or write it again");
    });

    private static T Guard<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (
            error is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw new ImportException(
                $"{what} is not a .npz file that can be read ({error.Message}); write it again with numpy.savez", error);
        }
    }
}
