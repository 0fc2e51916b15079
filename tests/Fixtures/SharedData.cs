namespace CompExplain.Fixtures;

/// <summary>The real data that lies beside the project in development and CI, and nowhere else.</summary>
public static class SharedData
{
    /// <summary>The folder, or null where it is absent: such tests skip.</summary>
    public static string? Folder { get; } = Find();

    public static string? Find(params string[] parts)
    {
        if (Environment.GetEnvironmentVariable("COMPEXPLAIN_SHARED") is { Length: > 0 } given)
            return Existing(given, parts);
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "shared", "data")))
                return Existing(Path.Combine(folder.FullName, "shared", "data"), parts);
        }

        return null;
    }

    private static string? Existing(string folder, string[] parts)
    {
        string path = Path.Combine([folder, .. parts]);
        return Path.Exists(path) ? path : null;
    }
}
