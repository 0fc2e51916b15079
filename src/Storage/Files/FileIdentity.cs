using Microsoft.Win32.SafeHandles;

namespace CompExplain.Storage.Files;

/// <summary>Tells whether a path still leads to the file that was opened there.</summary>
internal sealed class FileIdentity : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;

    public FileIdentity(string path)
    {
        _path = path;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    /// <summary>Whether the path leads to another file now, or to none.</summary>
    public bool HasMoved()
    {
        try
        {
            // Asked twice: a write between the two questions of one comparison is no move.
            return IsElsewhere() && IsElsewhere();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return !File.Exists(_path);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // No portable call identifies a file. Two files that were written in the same tick and have the same length count as one.
    private bool IsElsewhere() => !File.Exists(_path)
        || File.GetLastWriteTimeUtc(_file) != File.GetLastWriteTimeUtc(_path)
        || RandomAccess.GetLength(_file) != new FileInfo(_path).Length;
}
