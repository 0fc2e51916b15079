using System.Globalization;
using CompExplain.Import.Arrays;
using CompExplain.Import.Files;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;

namespace CompExplain.Import.Concepts;

/// <summary>
/// Imports concepts of one's own: masks over the inputs of a data set that is in the database, an array of zeros and ones
/// of inputs x concepts (true at every position of an input), or inputs x concepts x H x W.
/// </summary>
public static class ConceptImporter
{
    /// <summary>Imports concepts from a file into a database, and commits.</summary>
    /// <param name="options">The options of the import.</param>
    /// <param name="databasePath">A database with a data set in it.</param>
    /// <param name="progress">Reports concepts done.</param>
    /// <param name="cancellation">Cancels the import; nothing is then written.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="ImportException">The file cannot be read or does not fit the data set, a name is missing or given
    /// twice, or a value is neither 0 nor 1.</exception>
    /// <exception cref="StorageException">The database cannot be written, or has such a concept already.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ImportSummary Import(
        ConceptImportOptions options,
        string databasePath,
        IProgress<StepProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (string.IsNullOrWhiteSpace(options.Category))
        {
            throw new ImportException("concepts need a category; give them one");
        }

        using var matrix = ActivationMatrix.Open(options.Path, options.ArrayName);
        using var writer = DatabaseWriter.Open(databasePath);
        var dataset = writer.Dataset;
        BooleanMask.CheckShape(matrix, dataset, options.Path);
        var notes = new List<ImportNote>(matrix.Notes);
        var names = Names(options, matrix, notes, cancellation);
        string step = $"concepts of {options.Category}";
        float[] values = new float[matrix.ValuesPerUnit];
        for (int concept = 0; concept < matrix.Units; concept++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(new StepProgress(step, concept, matrix.Units));
            matrix.ReadUnit(concept, values);
            var mask = new MaskBuilder(writer.Shards);
            int bad = BooleanMask.Build(values, writer.Shards, mask);
            if (bad >= 0)
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{options.Path}, concept {names[concept]}, input {bad / (values.Length / matrix.Rows)}: {values[bad]} where "
                    + $"a mask has 0 or 1"));
            }

            int id = writer.AddConcept(new ConceptRecord(options.Category, names[concept], options.Kind ?? options.Category));
            writer.AddConceptMasks(id, mask);
        }

        progress?.Report(new StepProgress(step, matrix.Units, matrix.Units));
        writer.AddNotes(notes);
        writer.Commit(progress, cancellation);
        return new(dataset.InputCount, dataset.PositionCount, Concepts: matrix.Units) { Notes = notes };
    }

    private static IReadOnlyList<string> Names(
        ConceptImportOptions options, ActivationMatrix matrix, List<ImportNote> notes, CancellationToken cancellation)
    {
        var names = options.Names
            ?? (options.NamesPath is { } path ? InputFile.ReadLines(path, notes, cancellation) : matrix.UnitNames)
            ?? throw new ImportException($"{options.Path} has no names in it; give a file of names, one a line");
        string from = options.NamesPath is not null && options.Names is null ? options.NamesPath : options.Path;
        if (names.Count != matrix.Units)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{options.Path} has {matrix.Units} concepts, and there are {names.Count} names; every column needs one"));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i]))
            {
                throw new ImportException(
                    string.Create(CultureInfo.InvariantCulture, $"{from}: name {i + 1} is empty; every concept needs a name"));
            }

            if (!seen.Add(names[i]))
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture, $"{from}: the name '{names[i]}' is given twice; every concept needs its own"));
            }
        }

        return names;
    }
}
