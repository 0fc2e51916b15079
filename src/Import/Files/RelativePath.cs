namespace CompExplain.Import.Files;

/// <summary>Paths that a data set or a database gives for its files, which must not lead out of the data set's folder.</summary>
public static class RelativePath
{
    /// <summary>Whether a path stays within the folder that it is put after, wherever that is.</summary>
    /// <param name="path">The path, with slashes of either kind.</param>
    public static bool IsWithin(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return !path.Contains('\0', StringComparison.Ordinal)
            && !Path.IsPathRooted(path)
            && !path.Split('/', '\\').Contains("..");
    }
}
