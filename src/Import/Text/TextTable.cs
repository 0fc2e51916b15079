using System.Globalization;
using CompExplain.Import.Files;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Text;

/// <summary>A CSV table of texts, read: its rows as inputs, and its concepts.</summary>
internal sealed class TextTable
{
    private readonly TextTableImportOptions _options;
    private readonly TextTableNotes _notes;
    private readonly List<InputRecord> _inputs = [];
    private readonly Dictionary<string, List<int>> _concepts = new(StringComparer.Ordinal);
    private List<string>? _columns;

    private TextTable(TextTableImportOptions options)
    {
        _options = options;
        _notes = new(options.Path);
    }

    /// <summary>The inputs, a row each.</summary>
    public IReadOnlyList<InputRecord> Inputs => _inputs;

    /// <summary>The concepts in the order of their columns, then as they were first listed, each with its inputs.</summary>
    public IReadOnlyDictionary<string, List<int>> Concepts => _concepts;

    /// <summary>What was left out, or taken for something else.</summary>
    public IReadOnlyList<ImportNote> Notes => _notes.All;

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

        table.MakeWhole(options.LabelColumn, input => input.Label, (input, label) => input with { Label = label });
        table.MakeWhole(
            options.PredictionColumn, input => input.Prediction, (input, label) => input with { Prediction = label });
        return table;
    }

    private void Add(CsvRecord row)
    {
        if (_columns is null)
        {
            _columns = ConceptColumns(row);
            foreach (string column in _columns)
            {
                _concepts.Add(column, []);
            }
        }

        foreach (string column in _columns.Where(column => IsSet(row, column)))
        {
            _concepts[column].Add(_inputs.Count);
        }

        foreach (string name in Listed(row))
        {
            AddListed(name);
        }

        string text = string.Join('\n', _options.TextColumns.Select(column => row[column].ReplaceLineEndings(" ")));
        _inputs.Add(new InputRecord(
            _inputs.Count.ToString(CultureInfo.InvariantCulture),
            Cell(row, _options.SplitColumn),
            text,
            Class(row, _options.LabelColumn),
            Class(row, _options.PredictionColumn)));
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
        [.. Known(options).Concat(options.ConceptColumns ?? []).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Known(TextTableImportOptions options) =>
        options.TextColumns.Concat(
            new[] { options.LabelColumn, options.PredictionColumn, options.SplitColumn, options.ListColumn }.OfType<string>());

    /// <summary>
    /// The columns of concepts: those that are named; else none if a column lists concepts; else all that have a name and no
    /// other use.
    /// </summary>
    private List<string> ConceptColumns(CsvRecord row)
    {
        var columns = row.Columns;
        var rest = columns.Names.Except(Known(_options).Select(name => columns.Find(name)!), StringComparer.Ordinal).ToList();
        if (_options.ConceptColumns is not null || _options.ListColumn is not null)
        {
            List<string> named =
                [.. (_options.ConceptColumns ?? []).Select(name => columns.Find(name)!).Distinct(StringComparer.Ordinal)];
            var others = rest.Except(named, StringComparer.Ordinal).ToList();
            if (others.Count > 0)
            {
                _notes.AddKind("columns that no option names, left out", others.Count, others[0]);
            }

            return named;
        }

        if (columns.Unnamed > 0)
        {
            _notes.AddKind("columns without a name, left out", columns.Unnamed, columns.FirstUnnamed);
        }

        return rest;
    }

    // Zeros and ones, and what they become on their way through a data frame.
    private bool IsSet(CsvRecord row, string column)
    {
        string cell = row[column];
        switch (cell)
        {
            case "1" or "1.0" or "True" or "true" or "TRUE":
                return true;
            case "0" or "0.0" or "False" or "false" or "FALSE":
                return false;
            case "" or "nan" or "NaN" or "NA" or "<NA>" or "None" or "null":
                _notes.Add("cells of concepts without a value, taken as 0", row.Line, column);
                return false;
            default:
                throw new ImportException(
                    $"{row.Where}: {column} is '{CsvFile.Shorten(cell)}' where a concept has 0 or 1; name the columns that are "
                    + $"concepts, or those with label, prediction and split");
        }
    }

    private string[] Listed(CsvRecord row)
    {
        const StringSplitOptions split = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        return _options.ListColumn is { } column && !IsMissing(row, column) ? row[column].Split(';', split) : [];
    }

    private static string? Cell(CsvRecord row, string? column) => column is null || row[column].Length == 0 ? null : row[column];

    // A label or a prediction.
    private string? Class(CsvRecord row, string? column) =>
        column is not null && IsMissing(row, column) ? null : Cell(row, column);

    // Of the words for a missing value, those that can be nothing else.
    private bool IsMissing(CsvRecord row, string column)
    {
        bool isMissing = row[column] is "nan" or "NaN" or "<NA>";
        if (isMissing)
        {
            _notes.Add("missing values, taken as none", row.Line, $"{column}: {row[column]}");
        }

        return isMissing;
    }

    // pandas turns whole numbers into decimal ones where one is missing: 3 becomes 3.0.
    private void MakeWhole(string? column, Func<InputRecord, string?> get, Func<InputRecord, string?, InputRecord> set)
    {
        const string End = ".0";
        long count = _inputs.LongCount(input => get(input) is not null);
        bool areDecimal = _inputs.TrueForAll(input =>
            get(input) is not { } text
            || (text.EndsWith(End, StringComparison.Ordinal)
                && int.TryParse(
                    text.AsSpan()[..^End.Length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)));
        if (column is null || count == 0 || !areDecimal)
        {
            return;
        }

        string first = _inputs.Select(get).First(text => text is not null)!;
        _notes.AddKind(
            "whole numbers with a decimal point, taken without it", count, $"{column}: {first} as {first[..^End.Length]}");
        for (int i = 0; i < _inputs.Count; i++)
        {
            _inputs[i] = set(_inputs[i], get(_inputs[i])?[..^End.Length]);
        }
    }
}
