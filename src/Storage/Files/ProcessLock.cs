namespace CompExplain.Storage.Files;

/// <summary>
/// Keeps other processes from the same work: a file that only one can have open. It is deleted at the end; what a process that
/// was killed leaves of it holds nobody up.
/// </summary>
public sealed class ProcessLock : IDisposable
{
    private readonly FileStream _file;

    private ProcessLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <param name="path">The lock's file.</param>
    /// <returns>The lock; null if another process has it.</returns>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be made.</exception>
    public static ProcessLock? TryTake(string path)
    {
        try
        {
            return new(new(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, 0, FileOptions.DeleteOnClose));
        }
        catch (IOException error) when (FileFailure.IsShared(error))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
