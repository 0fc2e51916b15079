namespace CompExplain.Storage.Files;

/// <summary>The file of a new database: filled under another name beside its place, and moved there when it is whole.</summary>
internal sealed class NewFile
{
    private NewFile(string target) => Target = target;

    /// <summary>The place of the database.</summary>
    public string Target { get; }

    /// <summary>The file that is filled.</summary>
    public string PartialPath => Target + ".importing";

    /// <summary>Checks that a database can be made at a path, and deletes what a killed import left there.</summary>
    /// <exception cref="StorageException">
    /// The file exists and is not to be replaced, or is not ours, or cannot be written.
    /// </exception>
    public static NewFile At(string path, bool replace)
    {
        Check(path, replace);
        var file = new NewFile(path);
        try
        {
            file.Delete();
            return file;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StorageFailure.ReadOnly, $"{path} cannot be made: {error.Message}", error);
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
            throw new StorageException(StorageFailure.Other, $"{Target} could not be put in place: {error.Message}", error);
        }
    }

    /// <summary>Deletes the file that was being filled.</summary>
    public void Delete() => File.Delete(PartialPath);

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
