namespace CompExplain.Probe.Tests;

/// <summary>Finds real data beside the checkout; it is never copied into it.</summary>
internal static class SharedData
{
    /// <summary>The path of a file or folder below shared/data, or a visible skip where it is not on this machine.</summary>
    public static string Path(string name)
    {
        string? found = Candidates().Select(folder => System.IO.Path.Combine(folder, "data", name)).FirstOrDefault(System.IO.Path.Exists);
        if (found is null)
        {
            Assert.Skip($"{name} is not on this machine; set COMPEXPLAIN_SHARED to the folder that has data/{name}");
        }

        return found!;
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("COMPEXPLAIN_SHARED") is { Length: > 0 } named)
        {
            yield return named;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return System.IO.Path.Combine(folder.FullName, "shared");
        }
    }
}
