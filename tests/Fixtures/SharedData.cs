using Xunit;

namespace CompExplain.Fixtures;

/// <summary>The real data that lies beside the project in development and CI, and nowhere else; it is never copied into
/// it.</summary>
public static class SharedData
{
    /// <summary>A file or folder below shared/data; where it is absent, the test is skipped and says so.</summary>
    /// <param name="name">Its path, with slashes. The variable COMPEXPLAIN_SHARED names the folder shared elsewhere.</param>
    public static string Path(string name)
    {
        string? found = Folders()
            .Select(folder => System.IO.Path.Combine(folder, "data", name))
            .FirstOrDefault(System.IO.Path.Exists);
        if (found is null)
        {
            Assert.Skip($"{name} is not on this machine; set COMPEXPLAIN_SHARED to the folder that has data/{name}");
        }

        return found;
    }

    private static IEnumerable<string> Folders()
    {
        if (Environment.GetEnvironmentVariable("COMPEXPLAIN_SHARED") is { Length: > 0 } given)
        {
            yield return given;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return System.IO.Path.Combine(folder.FullName, "shared");
        }
    }
}
