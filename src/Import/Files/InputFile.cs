using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace CompExplain.Import.Files;

/// <summary>Opens the files of an import, with one set of messages for what is wrong with them.</summary>
public static class InputFile
{
    // A text file of one line a sentence or word; a line longer than this is no such file.
    private const int MaximumLineLength = 1 << 20;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Opens a file for reading.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImportException">It is not there, is a folder, or cannot be read.</exception>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ImportException($"{path} is a folder where a file belongs; name the file");
        }

        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImportException($"there is no file {path}; check the path", error);
        }
        catch (Exception error) when (
            error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ImportException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Opens a file to read strict UTF-8: bytes that are not UTF-8 throw a
    /// <see cref="DecoderFallbackException"/>.</summary>
    internal static StreamReader OpenText(string path) => new(Open(path), StrictUtf8, detectEncodingFromByteOrderMarks: true);

    /// <summary>The error for a file that is not UTF-8, with the first line that is not.</summary>
    internal static ImportException NotUtf8(string path, Exception cause)
    {
        long line = 1;
        using var reader = new StreamReader(Open(path), Encoding.Latin1, detectEncodingFromByteOrderMarks: false);
        while (reader.ReadLine() is { } text && Utf8.IsValid(Encoding.Latin1.GetBytes(text)))
        {
            line++;
        }

        string where = string.Create(CultureInfo.InvariantCulture, $"{path}, line {line}");
        return new($"{where}: not UTF-8 text; convert it, as with: iconv -f latin1 -t utf-8", cause);
    }

    /// <summary>Reads the lines of a text file, without their ends.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ImportException">Not there, empty, not UTF-8, or a line of over a million characters.</exception>
    public static List<string> ReadLines(string path, CancellationToken cancellation)
    {
        var lines = new List<string>();
        using var reader = OpenText(path);
        try
        {
            while (reader.ReadLine() is { } line)
            {
                if (line.Length > MaximumLineLength)
                {
                    throw new ImportException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path}, line {lines.Count + 1}: {line.Length} characters in one line; is it the right file?"));
                }

                lines.Add(line);
                if (lines.Count % 4096 == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }
            }
        }
        catch (DecoderFallbackException error)
        {
            throw NotUtf8(path, error);
        }
        catch (IOException error)
        {
            throw new ImportException($"{path} could not be read: {error.Message}", error);
        }

        if (lines.Count == 0)
        {
            throw new ImportException($"{path} is empty");
        }

        return lines;
    }
}
