using System.Buffers.Binary;
using System.Text;

namespace CompExplain.Import.Files;

/// <summary>Files of other kinds than the one that is read, told by their first bytes.</summary>
internal static class ForeignFile
{
    private const string SaveArray = "load it in Python and save the array with numpy.save";

    private static readonly (byte[] Start, string Kind, string Advice)[] Kinds =
    [
        ([0x89, .. "HDF\r\n"u8, 0x1a, (byte)'\n'], "an HDF5 file", "open it with h5py and save the array with numpy.save"),
        ([.. "MATLAB 5.0 MAT-file"u8], "a MATLAB file", "open it with scipy.io.loadmat and save the array with numpy.save"),
        ([.. "MATLAB 7.3 MAT-file"u8], "a MATLAB file", "open it with h5py and save the array with numpy.save"),
        ([.. "PAR1"u8], "a Parquet file", "open it with pandas.read_parquet and save it with to_csv(index=False)"),
        ([.. "ARROW1"u8], "an Arrow file", "open it with pandas.read_feather and save it with to_csv(index=False)"),
        ([.. "Obj"u8, 1], "an Avro file", SaveArray),
        ([0x80, 2], "a Python pickle, which is never read here", SaveArray),
        ([0x80, 3], "a Python pickle, which is never read here", SaveArray),
        ([0x80, 4], "a Python pickle, which is never read here", SaveArray),
        ([0x80, 5], "a Python pickle, which is never read here", SaveArray),
        ([.. "cnumpy"u8], "a Python pickle, which is never read here", SaveArray),
        ([0x1f, 0x8b], "a gzip archive", "unpack it with gunzip"),
        ([0x28, 0xb5, 0x2f, 0xfd], "a Zstandard archive", "unpack it with unzstd"),
        ([0xfd, .. "7zXZ"u8], "an xz archive", "unpack it with unxz"),
        ([.. "BZh"u8], "a bzip2 archive", "unpack it with bunzip2"),
        ([0x89, .. "PNG"u8], "a PNG image", "name the file that belongs here"),
        ([0xff, 0xd8, 0xff], "a JPEG image", "name the file that belongs here"),
        ([.. "%PDF"u8], "a PDF document", "name the file that belongs here"),
        ([.. "SQLite format 3\0"u8], "an SQLite database", "name the file that belongs here"),
        ([0x7f, .. "ELF"u8], "a program", "name the file that belongs here"),
        ([.. "version https://git-lfs"u8], "a Git LFS pointer, not the file itself", "fetch the file with git lfs pull"),
        ([0xff, 0xfe], "UTF-16 text", "convert it, as with: iconv -f utf-16 -t utf-8"),
        ([0xfe, 0xff], "UTF-16 text", "convert it, as with: iconv -f utf-16 -t utf-8"),
        ([.. "<!DOCTYPE"u8], "a web page", "look whether the download went wrong"),
        ([.. "<!doctype"u8], "a web page", "look whether the download went wrong"),
        ([.. "<html"u8], "a web page", "look whether the download went wrong"),
    ];

    /// <summary>Refuses a file that is plainly of another kind.</summary>
    /// <param name="path">The file, for the message.</param>
    /// <param name="start">Its first bytes.</param>
    /// <param name="expected">What belongs there, with its article: <c>an array</c>.</param>
    /// <exception cref="ImportException">It is of another kind; the message names the kind, and what to do.</exception>
    public static void Refuse(string path, ReadOnlySpan<byte> start, string expected)
    {
        foreach (var (magic, kind, advice) in Kinds)
        {
            if (start.StartsWith(magic))
            {
                throw new ImportException($"{path} is {kind}, where {expected} belongs; {advice}");
            }
        }

        if (IsZip(start))
        {
            throw new ImportException($"{path} is a zip archive, where {expected} belongs; name the file that belongs here");
        }

        if (IsSafetensors(start))
        {
            throw new ImportException($"{path} is a safetensors file, where {expected} belongs; {SaveArray}");
        }
    }

    /// <summary>Whether a file starts as a zip archive does.</summary>
    public static bool IsZip(ReadOnlySpan<byte> start) => start.StartsWith("PK\x03\x04"u8) || start.StartsWith("PK\x05\x06"u8);

    /// <summary>What a zip archive is that has no array in it, by the names of its entries.</summary>
    /// <param name="names">The entries' full names.</param>
    public static (string Kind, string Advice) KindOfZip(IReadOnlyCollection<string> names)
    {
        if (names.Any(name => name.EndsWith("data.pkl", StringComparison.Ordinal)))
        {
            return ("a PyTorch file", "load it with torch.load and save the array with numpy.save(file, tensor.numpy())");
        }

        if (names.Any(name => name.StartsWith("xl/", StringComparison.Ordinal)))
        {
            return ("an Excel workbook", "save the sheet as CSV");
        }

        return ("a zip archive with no array in it", "write it with numpy.savez");
    }

    // Eight bytes of a header's length, little endian, then the header, which is JSON.
    private static bool IsSafetensors(ReadOnlySpan<byte> start) =>
        start.Length > 10
        && start[8] == (byte)'{'
        && start[9] == (byte)'"'
        && BinaryPrimitives.ReadUInt64LittleEndian(start) < 1 << 28
        && !Encoding.ASCII.GetString(start[..8]).All(c => c >= ' ' && c < 127);
}
