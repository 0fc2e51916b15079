using System.Runtime.InteropServices;
using CompExplain.Storage.Files;

namespace CompExplain.Storage.Catalog;

/// <summary>
/// The inputs of the dataset. Their labels, predictions and splits are read once. Safe to use from many threads.
/// </summary>
internal sealed class InputCatalog
{
    private readonly ProbeConnection _connection;
    private readonly int _count;
    private readonly Lazy<Columns> _columns;

    public InputCatalog(ProbeConnection connection, int count)
    {
        _connection = connection;
        _count = count;
        _columns = new(ReadColumns);
    }

    /// <summary>Gold labels by input; null for an input without one.</summary>
    public IReadOnlyList<string?> Labels => _columns.Value.Labels;

    /// <summary>The network's predictions by input; null for an input without one.</summary>
    public IReadOnlyList<string?> Predictions => _columns.Value.Predictions;

    /// <summary>The inputs' splits; null for an input without one.</summary>
    public IReadOnlyList<string?> Splits => _columns.Value.Splits;

    /// <summary>An input by its number, from 0.</summary>
    public InputRecord Read(int input) => _connection.Rows(
        "SELECT name, split, source, label, prediction FROM inputs WHERE id = @1",
        row => new InputRecord(row.GetString(0), row.TextOrNull(1), row.GetString(2), row.TextOrNull(3), row.TextOrNull(4)),
        input).FirstOrDefault() ?? throw new ArgumentOutOfRangeException(nameof(input), input, "there is no such input");

    private Columns ReadColumns()
    {
        // The same few words occur in many rows: each is kept once.
        var words = new Dictionary<string, string>();
        string? Once(string? word)
        {
            if (word is null)
            {
                return null;
            }

            return CollectionsMarshal.GetValueRefOrAddDefault(words, word, out _) ??= word;
        }

        var rows = _connection.Rows(
            "SELECT split, label, prediction FROM inputs ORDER BY id",
            row => (Split: row.TextOrNull(0), Label: row.TextOrNull(1), Prediction: row.TextOrNull(2)));
        var columns = new Columns(new string?[rows.Count], new string?[rows.Count], new string?[rows.Count]);
        for (int i = 0; i < rows.Count; i++)
        {
            columns.Splits[i] = Once(rows[i].Split);
            columns.Labels[i] = Once(rows[i].Label);
            columns.Predictions[i] = Once(rows[i].Prediction);
        }

        return rows.Count == _count
            ? columns
            : throw StorageException.Damaged(_connection.Path, $"it has {rows.Count} inputs of {_count}");
    }

    private sealed record Columns(string?[] Splits, string?[] Labels, string?[] Predictions);
}
