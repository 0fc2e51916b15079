namespace CompExplain.Fixtures;

/// <summary>The real data that lies beside the project in development and CI, and nowhere else.</summary>
public static class SharedData
{
    /// <summary>A path below shared/data, or null where it is absent: such tests skip. COMPEXPLAIN_SHARED names the folder shared elsewhere.</summary>
    public static string? Find(params string[] parts)
    {
        if (Environment.GetEnvironmentVariable("COMPEXPLAIN_SHARED") is { Length: > 0 } given)
        {
            return Existing(Path.Combine(given, "data"), parts);
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "shared", "data")))
            {
                return Existing(Path.Combine(folder.FullName, "shared", "data"), parts);
            }
        }

        return null;
    }

    private static string? Existing(string folder, string[] parts)
    {
        string path = Path.Combine([folder, .. parts]);
        return Path.Exists(path) ? path : null;
    }
}
