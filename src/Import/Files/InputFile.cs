using System.Globalization;
using System.Text;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Files;

/// <summary>Opens the files of an import, with one set of messages for what is wrong with them.</summary>
public static class InputFile
{
    /// <summary>The path that stands for the standard input.</summary>
    private const string StandardInput = "-";

    /// <summary>UTF-8 that throws a <see cref="DecoderFallbackException"/> for bytes that are not.</summary>
    internal static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

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

    /// <summary>Opens a file that is read from place to place.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImportException">It is not there, is a folder or a pipe, or cannot be read.</exception>
    public static FileStream OpenSeekable(string path)
    {
        // Opening a pipe waits for who writes to it, and a link to one has a length.
        var stream = File.Exists(path) && new FileInfo(path).Length == 0 ? null : Open(path);
        if (stream is { CanSeek: true })
        {
            return stream;
        }

        stream?.Dispose();
        throw new ImportException(
            $"{path} is empty, or a pipe or a device, and this is read from place to place; name a file with it");
    }

    /// <summary>Opens a file that is read once, from its start on: a file, a pipe, or <c>-</c> for the standard input.</summary>
    /// <exception cref="ImportException">It is not there, is a folder, or cannot be read.</exception>
    internal static PeekedStream OpenOnce(string path)
    {
        var stream = path == StandardInput ? Console.OpenStandardInput() : Open(path);
        try
        {
            return new(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            stream.Dispose();
            throw new ImportException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>A reader of strict UTF-8: bytes that are not UTF-8 throw a <see cref="DecoderFallbackException"/>.</summary>
    internal static StreamReader TextOf(Stream stream) => new(stream, StrictUtf8, detectEncodingFromByteOrderMarks: true);

    /// <summary>The error for a text that is not UTF-8.</summary>
    /// <param name="path">The file.</param>
    /// <param name="where">How the line tells the place: <c>line</c>, or <c>after line</c>.</param>
    /// <param name="line">The line, from 1.</param>
    /// <param name="cause">The failure of the decoder.</param>
    internal static ImportException NotUtf8(string path, string where, long line, Exception cause) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{path}, {where} {line}: not UTF-8 text; convert it, as with: iconv -f latin1 -t utf-8"),
        cause);

    /// <summary>Finds the first line that is not UTF-8, in a file that can be read again.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The error that names the line; null if there is none to name.</returns>
    internal static ImportException? FindNotUtf8(string path)
    {
        try
        {
            using var stream = OpenOnce(path);
            var lines = new LineReader(stream, path);
            while (lines.Read() is not null)
            {
            }
        }
        catch (ImportException error) when (error.InnerException is DecoderFallbackException)
        {
            return error;
        }
        catch (Exception error) when (error is ImportException or IOException)
        {
            // A line too long to be looked at.
        }

        return null;
    }

    /// <summary>Reads the lines of a text file, without their ends. Blank lines at the end are left out.</summary>
    /// <param name="path">The file, or <c>-</c> for the standard input.</param>
    /// <param name="notes">Receives a note where blank lines were left out; null for none.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ImportException">
    /// Not there, empty, of another kind, not UTF-8, or a line of over a million bytes.
    /// </exception>
    public static List<string> ReadLines(string path, ICollection<ImportNote>? notes, CancellationToken cancellation)
    {
        var lines = new List<string>();
        try
        {
            using var stream = OpenOnce(path);
            ForeignFile.Refuse(path, stream.Start, "a text file");
            var reader = new LineReader(stream, path);
            while (reader.Read() is { } line)
            {
                lines.Add(line);
                if (lines.Count % 4096 == 0)
                {
                    cancellation.ThrowIfCancellationRequested();
                }
            }
        }
        catch (IOException error)
        {
            throw new ImportException($"{path} could not be read: {error.Message}", error);
        }

        int count = lines.FindLastIndex(line => line.AsSpan().IndexOfAnyExcept(' ', '\t') >= 0) + 1;
        if (count == 0)
        {
            throw new ImportException($"{path} is empty");
        }

        if (count < lines.Count)
        {
            notes?.Add(new(path, "blank lines at the end, left out", lines.Count - count));
            lines.RemoveRange(count, lines.Count - count);
        }

        return lines;
    }
}
