using CompExplain.Storage.Files;

namespace CompExplain.Import.Files;

/// <summary>Writes files all or nothing: beside their place, then into it.</summary>
public static class OutputFile
{
    /// <summary>Makes sure that a file can be written, before long work for it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImportException">It cannot, or another process is writing it.</exception>
    public static void Try(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ImportException($"{path} is a folder where a file belongs; name the file");
        }

        Fill(path, partial => File.Delete(partial.Name));
    }

    /// <summary>Writes a file, in the place of one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content; the stream is closed afterwards.</param>
    /// <exception cref="ImportException">It cannot be written, or another process is writing it; what was there is as it
    /// was.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Fill(path, partial =>
        {
            write(partial);
            partial.Flush(flushToDisk: true);

            // While it is open no other process can take it for its own. Windows moves only what is closed.
            if (OperatingSystem.IsWindows())
            {
                partial.Dispose();
            }

            File.Move(partial.Name, path, overwrite: true);
        });
    }

    // What is left over of a killed process is overwritten; what another process is writing is left alone.
    private static void Fill(string path, Action<FileStream> fill)
    {
        string partial = path + ".partial";
        bool isOurs = false, isDone = false;
        try
        {
            using var stream = new FileStream(partial, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            isOurs = true;
            stream.SetLength(0);
            fill(stream);
            isDone = true;
        }
        catch (Exception error) when (IsOfTheFile(error))
        {
            string advice = FileFailure.IsShared(error) ? "wait for it" : "make room";
            throw new ImportException(
                $"{path} cannot be written: {FileFailure.Describe(error)}; {advice}, or name another place", error);
        }
        finally
        {
            if (isOurs && !isDone)
            {
                TryDelete(partial);
            }
        }
    }

    // The failure to report is the one before.
    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (IsOfTheFile(error))
        {
        }
    }

    private static bool IsOfTheFile(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
