using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace CompExplain.Storage.Files;

/// <summary>
/// A probe database could not be opened, read or written. The message is for people: what happened and where.
/// <see cref="Remedy"/> is what the caller can do about it.
/// </summary>
public sealed class StorageException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="failure">The kind of failure.</param>
    /// <param name="message">A sentence for people, naming the file.</param>
    /// <param name="inner">The exception that caused it, if any.</param>
    public StorageException(StorageFailure failure, string message, Exception? inner = null)
        : base(message, inner) => Failure = failure;

    /// <summary>The kind of failure.</summary>
    public StorageFailure Failure { get; }

    /// <summary>What the caller can do about it; null if the message says all.</summary>
    public StorageRemedy? Remedy { get; init; }

    /// <summary>The database that <see cref="Remedy"/> is about.</summary>
    public string? Path { get; init; }

    /// <summary>What is wrong, a line each, where the message does not name all of it.</summary>
    internal IReadOnlyList<string> Details { get; init; } = [];

    internal static StorageException Damaged(string path, string what, Exception? inner = null) =>
        new(StorageFailure.Damaged, $"{path} is damaged: {what}", inner) { Remedy = StorageRemedy.Verify, Path = path };

    // Result codes: https://www.sqlite.org/rescode.html
    internal static StorageException From(string path, SqliteException error) => error.SqliteErrorCode switch
    {
        SQLITE_BUSY or SQLITE_LOCKED => new(
            StorageFailure.Locked, $"{path} is locked: another program is writing to it; try again when it has finished", error),
        SQLITE_READONLY => new(
            StorageFailure.ReadOnly, $"{path} cannot be written: it is read-only, or its folder is, or the disk is full", error),
        SQLITE_IOERR => new(
            StorageFailure.Other, $"{path} could not be read or written: {error.Message}; is the disk full?", error),
        SQLITE_CORRUPT or SQLITE_NOTADB => new(
            StorageFailure.Damaged,
            $"{path} is damaged: {error.Message}; import it again, or restore it from a copy",
            error),
        SQLITE_FULL => new(StorageFailure.DiskFull, $"the disk is full: {path} was left as it was", error),
        SQLITE_CANTOPEN => new(StorageFailure.Other, $"{path} cannot be opened: {error.Message}", error),
        _ => new(StorageFailure.Other, $"{path}: {error.Message}", error),
    };
}
