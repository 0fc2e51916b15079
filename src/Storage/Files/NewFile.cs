namespace CompExplain.Storage.Files;

/// <summary>
/// The file of a new database: filled under another name beside its place, by one process at a time, and moved there when it is
/// whole.
/// </summary>
internal sealed class NewFile : IDisposable
{
    private readonly ProcessLock _lock;

    private NewFile(string target, ProcessLock held)
    {
        Target = target;
        _lock = held;
    }

    /// <summary>The place of the database.</summary>
    public string Target { get; }

    /// <summary>The file that is filled.</summary>
    public string PartialPath => PartialOf(Target);

    /// <summary>Checks that a database can be made at a path, and deletes what a killed import left there.</summary>
    /// <exception cref="StorageException">
    /// The file exists and is not to be replaced, or is not ours, or cannot be written; or another process is making it.
    /// </exception>
    public static NewFile At(string path, bool replace)
    {
        Check(path, replace);
        try
        {
            var held = ProcessLock.TryTake(PartialOf(path) + ".lock") ?? throw new StorageException(
                StorageFailure.Locked, $"{path} is being made by another program; try again when it has finished");
            var file = new NewFile(path, held);

            // Another process may have made it a moment ago.
            Check(path, replace);
            file.Delete();
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StorageFailure.ReadOnly, $"{path} cannot be made: {FileFailure.Describe(error)}", error);
        }
    }

    /// <summary>Closes the database and moves it to its place.</summary>
    /// <param name="connection">The connection that filled the file.</param>
    /// <exception cref="StorageException">The file cannot be moved.</exception>
    public void PutInPlace(ProbeConnection connection)
    {
        connection.Execute("ANALYZE");
        connection.Pragma("locking_mode = NORMAL");
        connection.Pragma("journal_mode = WAL");
        connection.Pragma("wal_checkpoint(TRUNCATE)");
        connection.Dispose();
        try
        {
            using (var stream = new FileStream(PartialPath, FileMode.Open, FileAccess.ReadWrite))
            {
                stream.Flush(flushToDisk: true);
            }

            // A log left by the file that is replaced must not be taken for the new one's.
            File.Delete(Target + "-wal");
            File.Delete(Target + "-shm");
            File.Move(PartialPath, Target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageFailure.Other, $"{Target} could not be put in place: {FileFailure.Describe(error)}", error);
        }
    }

    /// <summary>Deletes the file that was being filled.</summary>
    public void Delete() => File.Delete(PartialPath);

    /// <summary>Lets other processes make the database.</summary>
    public void Dispose() => _lock.Dispose();

    private static string PartialOf(string target) => target + ".importing";

    private static void Check(string path, bool replace)
    {
        if (Directory.Exists(path))
        {
            throw new StorageException(StorageFailure.NotOurs, $"{path} is a folder; give the name of a file to make");
        }

        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new StorageException(
                StorageFailure.NotFound, $"there is no folder {folder} to make {Path.GetFileName(path)} in");
        }

        if (!File.Exists(path))
        {
            return;
        }

        if (!replace)
        {
            throw new StorageException(StorageFailure.AlreadyExists, $"{path} exists already")
            {
                Remedy = StorageRemedy.Replace,
                Path = path,
            };
        }

        // Only a probe database may be replaced, damaged or not: a mistyped name must not cost a file.
        try
        {
            DatabaseHeader.Check(path);
        }
        catch (StorageException error) when (error.Failure is StorageFailure.Damaged or StorageFailure.Newer)
        {
        }
    }
}
