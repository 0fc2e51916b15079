using System.Globalization;

namespace CompExplain.Import.Files;

/// <summary>
/// The columns of a CSV table by name. Case tells names apart; a name that no column has as it is finds the only one that it
/// has in another case.
/// </summary>
internal sealed class CsvColumns
{
    private readonly Dictionary<string, int> _exact = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _folded = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _named = [];
    private readonly IReadOnlyList<string> _cells;

    /// <summary>Reads a table's first line.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <param name="cells">The line's cells.</param>
    /// <exception cref="ImportException">Two columns have one name.</exception>
    public CsvColumns(string path, IReadOnlyList<string> cells)
    {
        _cells = cells;
        for (int i = 0; i < cells.Count; i++)
        {
            string name = cells[i];
            if (IsUnnamed(name))
            {
                FirstUnnamed = Unnamed++ > 0
                    ? FirstUnnamed
                    : string.Create(CultureInfo.InvariantCulture, $"column {i + 1}{(name.Length == 0 ? "" : ", " + name)}");
                continue;
            }

            if (!_exact.TryAdd(name, i))
            {
                throw new ImportException(
                    $"{path}, line 1: the column {CsvFile.Shorten(name)} is there twice; rename or remove one of them");
            }

            _named.Add(name);
            // Two that differ in case alone are found by their exact names only.
            if (!_folded.TryAdd(name, i))
            {
                _folded[name] = -1;
            }
        }
    }

    /// <summary>How many columns there are, those without a name included.</summary>
    public int Count => _cells.Count;

    /// <summary>How many have no name, or the one that pandas gives to such a column (<c>Unnamed: 0</c>).</summary>
    public int Unnamed { get; }

    /// <summary>The first without a name, for a note; empty if there is none.</summary>
    public string FirstUnnamed { get; } = string.Empty;

    /// <summary>The names, in the order of the columns.</summary>
    public IReadOnlyList<string> Names => _named;

    /// <summary>Whether a name is none: empty, or as pandas names a column without a name.</summary>
    public static bool IsUnnamed(string name) =>
        name.Length == 0
        || (name.StartsWith("Unnamed: ", StringComparison.Ordinal) && name.AsSpan(9).IndexOfAnyExceptInRange('0', '9') < 0);

    /// <summary>The column's name as the table has it; null if there is no such column.</summary>
    public string? Find(string name) => IndexOf(name) is var index and >= 0 ? _cells[index] : null;

    /// <summary>The column's place from 0; -1 if there is no such column.</summary>
    public int IndexOf(string name) =>
        _exact.TryGetValue(name, out int index) || _folded.TryGetValue(name, out index) ? index : -1;
}
