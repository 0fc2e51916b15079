using System.Globalization;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Text;

/// <summary>
/// Counts what a table of texts has that was left out, or taken for something else, each kind with its first place.
/// </summary>
/// <param name="path">The table.</param>
internal sealed class TextTableNotes(string path)
{
    private readonly List<(string Text, long Count, string Example)> _kinds = [];

    /// <summary>The notes, in the order that their kinds came up.</summary>
    public IReadOnlyList<ImportNote> All => [.. _kinds.Select(kind => new ImportNote(path, kind.Text, kind.Count, kind.Example))];

    /// <summary>Counts one.</summary>
    /// <param name="text">The kind.</param>
    /// <param name="line">The line.</param>
    /// <param name="column">The column.</param>
    public void Add(string text, long line, string column)
    {
        int index = _kinds.FindIndex(kind => kind.Text == text);
        if (index < 0)
        {
            AddKind(text, 1, string.Create(CultureInfo.InvariantCulture, $"line {line}, {column}"));
            return;
        }

        _kinds[index] = _kinds[index] with { Count = _kinds[index].Count + 1 };
    }

    /// <summary>Adds a kind with its count.</summary>
    public void AddKind(string text, long count, string example) => _kinds.Add((text, count, example));
}
