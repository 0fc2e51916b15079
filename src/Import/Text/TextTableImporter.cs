using System.Globalization;
using CompExplain.Import.Files;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Import.Text;

/// <summary>
/// Imports a CSV table of texts: a row an input of one position, columns of zeros and ones a concept each, and where there is
/// one a column that lists concepts by name.
/// </summary>
public static class TextTableImporter
{
    /// <summary>Imports a table into a new database.</summary>
    /// <param name="options">The table, and what its columns are.</param>
    /// <param name="databasePath">The database to make.</param>
    /// <param name="progress">Reports each step.</param>
    /// <param name="cancellation">Cancels the import; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ImportException">The file cannot be read, has no such column, or a cell is not what its column
    /// is.</exception>
    /// <exception cref="StorageException">The database exists and is not to be replaced, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportSummary Import(
        TextTableImportOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.TextColumns.Count == 0)
        {
            throw new ImportException("name the column with the text");
        }

        if (string.IsNullOrWhiteSpace(options.Category))
        {
            throw new ImportException("concepts need a category; give them one");
        }

        progress?.Report(new StepProgress("reading texts", 0, 0));
        var inputs = new List<InputRecord>();
        var concepts = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        List<string>? columns = null;
        CsvFile.ReadTable(options.Path, Required(options), row =>
        {
            if (inputs.Count % 1024 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (columns is null)
            {
                columns = ConceptColumns(options, row);
                foreach (string column in columns)
                {
                    concepts.Add(column, []);
                }
            }

            foreach (string column in columns)
            {
                if (IsSet(row, column))
                {
                    concepts[column].Add(inputs.Count);
                }
            }

            foreach (string name in Listed(options, row).Distinct(StringComparer.Ordinal))
            {
                if (!concepts.TryGetValue(name, out var texts))
                {
                    concepts.Add(name, texts = []);
                }

                if (texts.Count == 0 || texts[^1] != inputs.Count)
                {
                    texts.Add(inputs.Count);
                }
            }

            string text = string.Join('\n', options.TextColumns.Select(column => row[column].ReplaceLineEndings(" ")));
            inputs.Add(new InputRecord(
                inputs.Count.ToString(CultureInfo.InvariantCulture),
                Cell(row, options.SplitColumn),
                text,
                Cell(row, options.LabelColumn),
                Cell(row, options.PredictionColumn)));
        });
        if (inputs.Count == 0)
        {
            throw new ImportException($"{options.Path} has a header and no rows; there is nothing to import");
        }

        if (concepts.Count == 0)
        {
            throw new ImportException(
                $"{options.Path} has no concepts: no column is named {options.ListColumn ?? "a concept"}; give columns of 0 and "
                + $"1, or a column that lists names");
        }

        string name = options.Name ?? Path.GetFileNameWithoutExtension(options.Path);
        using var writer = DatabaseWriter.Create(
            databasePath, new DatasetDescription(name, DatasetKind.Texts, 1, 1, inputs.Count, null), options.Replace);
        writer.AddInputs(inputs);
        foreach (var (concept, texts) in concepts)
        {
            cancellation.ThrowIfCancellationRequested();
            int id = writer.AddConcept(new ConceptRecord(options.Category, concept, options.Category));
            var mask = new MaskBuilder(writer.Shards);
            foreach (int text in texts)
            {
                mask.AddInput(text);
            }

            foreach (var (shard, bitmap) in mask.Finish())
            {
                writer.AddConceptMask(id, shard, bitmap);
            }
        }

        writer.Commit(progress, cancellation);
        return new(inputs.Count, inputs.Count, Concepts: concepts.Count);
    }

    private static List<string> Required(TextTableImportOptions options) =>
        [.. Known(options).Concat(options.ConceptColumns ?? []).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static IEnumerable<string> Known(TextTableImportOptions options) =>
        options.TextColumns.Concat(
            new[] { options.LabelColumn, options.PredictionColumn, options.SplitColumn, options.ListColumn }.OfType<string>());

    // Named, or all the others; where a column lists them, only those that are named.
    private static List<string> ConceptColumns(TextTableImportOptions options, CsvRecord row) =>
        options.ConceptColumns is { } named ? [.. named.Distinct(StringComparer.Ordinal)]
        : options.ListColumn is not null ? []
        : [.. row.Columns.Except(Known(options), StringComparer.OrdinalIgnoreCase)];

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
