using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using CompExplain.Import;
using CompExplain.Import.Files;
using CompExplain.Storage.Files;

namespace CompExplain.Networks.Journals;

/// <summary>
/// A file of records that long work leaves behind, each with a checksum, so that the same work resumes after its last whole
/// record. Probes append a record a batch (<see cref="ActivationJournal"/>); trainings write all records anew after each epoch.
/// </summary>
/// <remarks>
/// <para>What a kill loses: the record that is being written, and nothing before it. Records that are not whole, or do not match
/// their checksum, end the journal: they and all that follow are not used. The database or model itself is written in one step
/// when the work is done, and only then is the journal deleted.</para>
/// <para>Layout, little endian: 8 bytes of magic; the XXH128 of a text that describes the work; then for each record the length
/// of its body (int32), the body, and the body's XXH3-64.</para>
/// </remarks>
internal sealed class Journal : IDisposable
{
    private const int HeaderLength = 24;
    private const int ChecksumLength = 8;

    private readonly FileStream _file;
    private long _lastStart = HeaderLength;

    private Journal(FileStream file) => _file = file;

    private static ReadOnlySpan<byte> Magic => "CXJOURN1"u8;

    /// <summary>Where the body of the record that was read or appended last begins in the file.</summary>
    public long LastBody => _lastStart + sizeof(int);

    /// <summary>Opens the journal of some work to resume and append to it; a file of other work is overwritten.</summary>
    /// <param name="path">The file.</param>
    /// <param name="work">Describes the work: everything that its records depend on.</param>
    /// <exception cref="ImportException">It cannot be written, or another process is using it.</exception>
    public static Journal Open(string path, string work)
    {
        byte[] header = Header(work);
        try
        {
            var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            byte[] found = new byte[HeaderLength];
            if (file.ReadAtLeast(found, HeaderLength, throwOnEndOfStream: false) < HeaderLength
                || !found.AsSpan().SequenceEqual(header))
            {
                file.SetLength(0);
                file.Write(header);
            }

            return new(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportException(
                $"{path} cannot be written: {FileFailure.Describe(error)}; is another probe of this database running?", error);
        }
    }

    /// <summary>Opens a journal that nothing resumes: its file is deleted when it is closed, or when the process ends.</summary>
    /// <param name="folder">The file's folder.</param>
    /// <exception cref="ImportException">It cannot be written.</exception>
    public static Journal Temporary(string folder)
    {
        string path = Path.Combine(folder, ".activations-" + Path.GetRandomFileName());
        try
        {
            var file = new FileStream(
                path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);

            // On Unix a file without a name lives as long as it is open, so that nothing is left by a process that is killed.
            if (!OperatingSystem.IsWindows())
            {
                File.Delete(path);
            }

            file.Write(Header(string.Empty));
            return new(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"activations cannot be written in {folder}: {FileFailure.Describe(error)}", error);
        }
    }

    /// <summary>Opens a journal of any work to read it.</summary>
    /// <returns>The journal; null where the file is none.</returns>
    /// <exception cref="ImportException">It cannot be read.</exception>
    public static Journal? OpenRead(string path)
    {
        var file = InputFile.Open(path);
        Span<byte> header = stackalloc byte[HeaderLength];
        if (file.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) == HeaderLength && header.StartsWith(Magic))
        {
            return new(file);
        }

        file.Dispose();
        return null;
    }

    /// <summary>Writes a whole journal in the place of the one before: a kill leaves one or the other.</summary>
    /// <param name="path">The file.</param>
    /// <param name="work">Describes the work.</param>
    /// <param name="records">The records' bodies.</param>
    /// <exception cref="ImportException">It cannot be written; the one before is still there.</exception>
    public static void Write(string path, string work, IEnumerable<byte[]> records) => OutputFile.Write(path, file =>
    {
        file.Write(Header(work));
        foreach (byte[] body in records)
        {
            Write(file, body);
        }
    });

    /// <summary>Reads the next record.</summary>
    /// <returns>Its body; null where the next record is not whole, or there is none.</returns>
    public byte[]? ReadNext()
    {
        _lastStart = _file.Position;
        Span<byte> number = stackalloc byte[ChecksumLength];
        if (_file.ReadAtLeast(number[..sizeof(int)], sizeof(int), throwOnEndOfStream: false) < sizeof(int))
        {
            return null;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(number);
        if (length < 0 || length > _file.Length - _file.Position - ChecksumLength)
        {
            return null;
        }

        byte[] body = new byte[length];
        _file.ReadExactly(body);
        _file.ReadExactly(number);
        return BinaryPrimitives.ReadUInt64LittleEndian(number) == XxHash3.HashToUInt64(body) ? body : null;
    }

    /// <summary>Removes the record that was read last and all after it, so that others can be appended in their place.</summary>
    public void CutBeforeLast()
    {
        _file.SetLength(_lastStart);
        _file.Position = _lastStart;
    }

    /// <summary>Appends a record, after the last one that was read.</summary>
    /// <exception cref="ImportException">The disk is full.</exception>
    public void Append(byte[] body)
    {
        try
        {
            _lastStart = _file.Position;
            Write(_file, body);
            _file.Flush();
        }
        catch (IOException error)
        {
            throw new ImportException(
                $"what was run cannot be kept in {_file.Name}: {FileFailure.Describe(error)}; make room and run the same command "
                    + "again",
                error);
        }
    }

    /// <summary>Reads a part of the file; safe from several threads at once.</summary>
    /// <param name="position">Where it begins.</param>
    /// <param name="destination">Receives as many bytes.</param>
    /// <exception cref="ImportException">It cannot be read.</exception>
    public void Read(long position, Span<byte> destination)
    {
        try
        {
            while (destination.Length > 0)
            {
                int got = RandomAccess.Read(_file.SafeFileHandle, destination, position);
                if (got == 0)
                {
                    throw new EndOfStreamException("it is shorter than it was");
                }

                position += got;
                destination = destination[got..];
            }
        }
        catch (IOException error)
        {
            throw new ImportException($"the activations beside the database could not be read: {error.Message}", error);
        }
    }

    /// <summary>Deletes the file: the work is done.</summary>
    public void Delete()
    {
        _file.Dispose();
        File.Delete(_file.Name);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // A full disk, reported when the record was appended.
        }
    }

    private static byte[] Header(string work) => [.. Magic, .. XxHash128.Hash(Encoding.UTF8.GetBytes(work))];

    private static void Write(FileStream file, byte[] body)
    {
        Span<byte> number = stackalloc byte[ChecksumLength];
        BinaryPrimitives.WriteInt32LittleEndian(number, body.Length);
        file.Write(number[..sizeof(int)]);
        file.Write(body);
        BinaryPrimitives.WriteUInt64LittleEndian(number, XxHash3.HashToUInt64(body));
        file.Write(number);
    }
}
