using System.Buffers.Binary;
using CompExplain.Storage.Migrations;

namespace CompExplain.Storage.Files;

/// <summary>
/// Reads the first 100 bytes of a file to tell whether it is a whole probe database, before SQLite opens it.
/// Source: the SQLite file format, https://www.sqlite.org/fileformat2.html#the_database_header
/// </summary>
internal static class DatabaseHeader
{
    private const int HeaderLength = 100;

    /// <summary>Checks a file and returns the version of its schema.</summary>
    /// <exception cref="StorageException">It is not a whole probe database of a known version.</exception>
    public static int Check(string path)
    {
        if (Directory.Exists(path))
        {
            throw new StorageException(StorageFailure.NotOurs, $"{path} is a folder, not a probe database");
        }

        if (!File.Exists(path))
        {
            throw new StorageException(StorageFailure.NotFound, $"there is no {path}")
            {
                Remedy = StorageRemedy.Create,
                Path = path,
            };
        }

        // Opening a pipe waits for who writes to it, and a link to one has a length.
        if (new FileInfo(path).Length == 0)
        {
            throw Empty(path);
        }

        byte[] header = new byte[HeaderLength];
        long length;
        int read;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            length = stream.CanSeek ? stream.Length : throw Empty(path);
            read = stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StorageFailure.Other, $"{path} cannot be read: {error.Message}", error);
        }

        if (!header.AsSpan().StartsWith("SQLite format 3\0"u8))
        {
            throw new StorageException(StorageFailure.NotOurs, $"{path} is not a probe database (it is no SQLite file)");
        }

        if (read < HeaderLength)
        {
            throw CutShort(path, length, HeaderLength);
        }

        int applicationId = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(68));
        if (applicationId != Schema.ApplicationId)
        {
            throw new StorageException(
                StorageFailure.NotOurs, $"{path} is an SQLite database, but not a probe database of CompExplain");
        }

        int version = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(60));
        if (version > Schema.Newest)
        {
            throw Newer(path, version);
        }

        // The page count in the header is the file's own only while these two counters agree; pages that a write-ahead
        // log still holds may lie beyond the file's end.
        long pageSize = BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16));
        if (pageSize == 1)
        {
            pageSize = 65536;
        }

        long expected = pageSize * BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(28));
        bool counted = header.AsSpan(24, 4).SequenceEqual(header.AsSpan(92, 4));
        if (counted && length < expected && !HasLog(path))
        {
            throw CutShort(path, length, expected);
        }

        return version;
    }

    /// <summary>The failure for a file of a later version than is known here.</summary>
    public static StorageException Newer(string path, int version) => new(
        StorageFailure.Newer,
        $"{path} was written by a newer CompExplain (schema {version}, and this one knows up to {Schema.Newest}); "
            + "update CompExplain to open it");

    /// <summary>Whether a write-ahead log beside the file holds what the file does not yet.</summary>
    public static bool HasLog(string path) => File.Exists(path + "-wal") && new FileInfo(path + "-wal").Length > 0;

    private static StorageException Empty(string path) =>
        new(StorageFailure.NotOurs, $"{path} is empty, or a pipe or a device: it is not a probe database");

    private static StorageException CutShort(string path, long length, long expected) => new(
        StorageFailure.Damaged,
        $"{path} is damaged: it is cut short ({length:N0} bytes of {expected:N0}); import it again, or restore it from a copy");
}
