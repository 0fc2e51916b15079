using System.Globalization;
using CompExplain.Import.Files;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Text;

/// <summary>A CSV table of texts, read: its rows as inputs, and its concepts.</summary>
internal sealed class TextTable
{
    private readonly TextTableImportOptions _options;
    private readonly List<InputRecord> _inputs = [];
    private readonly Dictionary<string, List<int>> _concepts = new(StringComparer.Ordinal);
    private List<string>? _columns;

    private TextTable(TextTableImportOptions options) => _options = options;

    /// <summary>The inputs, a row each.</summary>
    public IReadOnlyList<InputRecord> Inputs => _inputs;

    /// <summary>The concepts in the order of their columns, then as they were first listed, each with its inputs.</summary>
    public IReadOnlyDictionary<string, List<int>> Concepts => _concepts;

    /// <summary>Reads a table.</summary>
    /// <param name="options">The table, and what its columns are.</param>
    /// <param name="cancellation">Cancels it.</param>
    /// <exception cref="ImportException">
    /// The file cannot be read, has no such column, no rows or no concepts, or a cell is not what its column is.
    /// </exception>
    public static TextTable Read(TextTableImportOptions options, CancellationToken cancellation)
    {
        var table = new TextTable(options);
        CsvFile.ReadTable(options.Path, Required(options), row =>
        {
            if (table.Inputs.Count % 1024 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            table.Add(row);
        });
        if (table.Inputs.Count == 0)
        {
            throw new ImportException($"{options.Path} has a header and no rows; there is nothing to import");
        }

        if (table.Concepts.Count == 0)
        {
            throw new ImportException(
                $"{options.Path} has no concepts: no column is named {options.ListColumn ?? "a concept"}; give columns of 0 and "
                + $"1, or a column that lists names");
        }

        return table;
    }

    private void Add(CsvRecord row)
    {
        if (_columns is null)
        {
            _columns = ConceptColumns(_options, row);
            foreach (string column in _columns)
            {
                _concepts.Add(column, []);
            }
        }

        foreach (string column in _columns.Where(column => IsSet(row, column)))
        {
            _concepts[column].Add(_inputs.Count);
        }

        foreach (string name in Listed(_options, row).Distinct(StringComparer.Ordinal))
        {
            AddListed(name);
        }

        string text = string.Join('\n', _options.TextColumns.Select(column => row[column].ReplaceLineEndings(" ")));
        _inputs.Add(new InputRecord(
            _inputs.Count.ToString(CultureInfo.InvariantCulture),
            Cell(row, _options.SplitColumn),
            text,
            Cell(row, _options.LabelColumn),
            Cell(row, _options.PredictionColumn)));
    }

    private void AddListed(string name)
    {
        if (!_concepts.TryGetValue(name, out var texts))
        {
            _concepts.Add(name, texts = []);
        }

        if (texts.Count == 0 || texts[^1] != _inputs.Count)
        {
            texts.Add(_inputs.Count);
        }
    }

    private static List<string> Required(TextTableImportOptions options) =>
        [.. Known(options).Concat(options.ConceptColumns ?? []).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<string> Known(TextTableImportOptions options) =>
        options.TextColumns.Concat(
            new[] { options.LabelColumn, options.PredictionColumn, options.SplitColumn, options.ListColumn }.OfType<string>());

    /// <summary>
    /// The columns of concepts: those that are named; else none if a column lists concepts; else all that have no other use.
    /// </summary>
    private static List<string> ConceptColumns(TextTableImportOptions options, CsvRecord row) =>
        options switch
        {
            { ConceptColumns: { } named } => [.. named.Distinct(StringComparer.Ordinal)],
            { ListColumn: not null } => [],
            _ => [.. row.Columns.Except(Known(options), StringComparer.OrdinalIgnoreCase)],
        };

    private static bool IsSet(CsvRecord row, string column) => row[column] switch
    {
        "1" => true,
        "0" or "" => false,
        var other => throw new ImportException(
            $"{row.Where}: {column} is '{other}' where a concept has 0 or 1; name the columns that are concepts, or those with "
            + $"label, prediction and split"),
    };

    private static string[] Listed(TextTableImportOptions options, CsvRecord row) =>
        options.ListColumn is { } column
            ? row[column].Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];

    private static string? Cell(CsvRecord row, string? column) => column is null || row[column].Length == 0 ? null : row[column];
}
