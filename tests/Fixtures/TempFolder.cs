namespace CompExplain.Fixtures;

/// <summary>A folder of a test's own, deleted when the test ends.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("compexplain-").FullName;

    /// <summary>A path in it; neither it nor its folder is made.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a text file, in a folder that is made where it is not there.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string text)
    {
        string path = Place(name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a file of bytes, in a folder that is made where it is not there.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, byte[] bytes)
    {
        string path = Place(name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }
    }

    private string Place(string name)
    {
        string path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }
}
