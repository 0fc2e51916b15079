using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;

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
        var table = TextTable.Read(options, cancellation);
        string name = options.Name ?? Path.GetFileNameWithoutExtension(options.Path);
        using var writer = DatabaseWriter.Create(
            databasePath, new DatasetDescription(name, DatasetKind.Texts, 1, 1, table.Inputs.Count, null), options.Replace);
        writer.AddInputs(table.Inputs);
        foreach (var (concept, texts) in table.Concepts)
        {
            cancellation.ThrowIfCancellationRequested();
            TextConceptWriter.Add(writer, new ConceptRecord(options.Category, concept, options.Category), texts);
        }

        writer.AddNotes(table.Notes);
        writer.Commit(progress, cancellation);
        return new(table.Inputs.Count, table.Inputs.Count, Concepts: table.Concepts.Count) { Notes = writer.Notes };
    }
}
