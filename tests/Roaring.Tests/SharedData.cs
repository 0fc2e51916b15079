namespace CompExplain.Roaring.Tests;

/// <summary>Finds the official sample files of the format, which lie beside the checkout and are never copied into it.</summary>
internal static class SharedData
{
    /// <summary>The bytes of a sample, or a visible skip where it is not on this machine.</summary>
    public static byte[] Read(string name)
    {
        string? found = Candidates().Select(folder => Path.Combine(folder, "data", "roaring", name)).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.Skip($"{name} is not on this machine; set COMPEXPLAIN_SHARED to the folder that has data/roaring");
        }

        return File.ReadAllBytes(found!);
    }

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("COMPEXPLAIN_SHARED") is { Length: > 0 } named)
        {
            yield return named;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            yield return Path.Combine(folder.FullName, "shared");
        }
    }
}
