namespace CompExplain.Import.Files;

/// <summary>Writes files all or nothing: beside their place, then into it.</summary>
public static class OutputFile
{
    /// <summary>Makes sure that a file can be written, before long work for it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImportException">It cannot.</exception>
    public static void Try(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ImportException($"{path} is a folder where a file belongs; name the file");
        }

        Guard(path, partial => File.WriteAllBytes(partial, []));
        File.Delete(Partial(path));
    }

    /// <summary>Writes a file, in the place of one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes its content; the stream is closed afterwards.</param>
    /// <exception cref="ImportException">It cannot be written; what was there is as it was.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        Guard(path, partial =>
        {
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: true);
        });
    }

    private static void Guard(string path, Action<string> write)
    {
        string partial = Partial(path);
        try
        {
            write(partial);
        }
        catch (Exception error) when (IsOfTheFile(error))
        {
            try
            {
                File.Delete(partial);
            }
            catch (Exception cleaning) when (IsOfTheFile(cleaning))
            {
                // The first failure is the one to report.
            }

            throw new ImportException($"{path} cannot be written: {error.Message}; make room, or name another place", error);
        }
    }

    private static bool IsOfTheFile(Exception error) =>
        error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static string Partial(string path) => path + ".partial";
}
