namespace CompExplain.Query.Editing;

/// <summary>
/// The lines that were entered, kept in a file from one start to the next; without a file, for this start alone.
/// </summary>
public sealed class History
{
    private const int MaximumLines = 1000;

    private readonly string? _file;
    private readonly List<string> _lines = [];
    private int _at;
    private string _draft = string.Empty;

    /// <summary>Reads the lines that a file holds.</summary>
    /// <param name="file">The file; null to keep the lines for this start alone.</param>
    public History(string? file)
    {
        _file = file;
        try
        {
            if (file is not null && File.Exists(file))
            {
                _lines.AddRange(File.ReadLines(file).Where(line => line.Length > 0).TakeLast(MaximumLines));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _file = null;
        }

        _at = _lines.Count;
    }

    /// <summary>Adds a line that was entered; not twice in a row.</summary>
    /// <param name="line">The line.</param>
    public void Add(string line)
    {
        if (!string.IsNullOrWhiteSpace(line) && (_lines.Count == 0 || _lines[^1] != line))
        {
            _lines.Add(line);
            Save(line);
        }

        _at = _lines.Count;
        _draft = string.Empty;
    }

    /// <summary>The line before, which takes the place of the one being written; null where there is none.</summary>
    /// <param name="current">The line being written.</param>
    public string? Previous(string current)
    {
        if (_at == 0)
        {
            return null;
        }

        if (_at == _lines.Count)
        {
            _draft = current;
        }

        return _lines[--_at];
    }

    /// <summary>The line after, and at the end the one that was being written; null where there is none.</summary>
    public string? Next()
    {
        if (_at == _lines.Count)
        {
            return null;
        }

        return ++_at == _lines.Count ? _draft : _lines[_at];
    }

    private void Save(string line)
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var writer = new StreamWriter(_file, options))
            {
                writer.Write(line + "\n");
            }

            if (new FileInfo(_file).Length > 4L * MaximumLines * 200)
            {
                File.WriteAllLines(_file, _lines.TakeLast(MaximumLines));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A history that cannot be kept is no reason not to answer.
        }
    }
}
