using System.Globalization;
using CompExplain.Import;
using CompExplain.Import.Files;

namespace CompExplain.Networks.Vision;

/// <summary>The names of a network's classes.</summary>
internal static class ClassNames
{
    /// <summary>Reads a file of names, one a line; lines as <c>/a/airport_terminal 2</c>, which Places365 has, lose path and
    /// number.</summary>
    /// <exception cref="ImportException">The file cannot be read, or has another number of names.</exception>
    public static IReadOnlyList<string> Read(string? path, int classes, CancellationToken cancellation)
    {
        if (path is null)
        {
            return [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        }

        var lines = InputFile.ReadLines(path, notes: null, cancellation);
        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[^1]))
        {
            lines.RemoveAt(lines.Count - 1);
        }

        if (lines.Count != classes)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} names {lines.Count} classes, and the network tells {classes} apart; give one name a line, in the order "
                + $"of its outputs"));
        }

        var names = lines.Select(line => line.Trim()).ToList();
        if (names.Select((name, i) => name.EndsWith(
            string.Create(CultureInfo.InvariantCulture, $" {i}"), StringComparison.Ordinal)).All(numbered => numbered))
        {
            names = names.ConvertAll(name => name[..name.LastIndexOf(' ')].Trim());
        }

        if (names.TrueForAll(name => name.Length > 3 && name[0] == '/' && name[2] == '/'))
        {
            names = names.ConvertAll(name => name[3..]);
        }

        int empty = names.FindIndex(name => name.Length == 0);
        return empty < 0
            ? names
            : throw new ImportException(string.Create(
                CultureInfo.InvariantCulture, $"{path}, line {empty + 1}: a class has no name; give one name a line"));
    }
}
