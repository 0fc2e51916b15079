using CompExplain.Storage.Files;

namespace CompExplain.Storage.Catalog;

/// <summary>Reads the dataset and its concepts, for readers, the writer and the verifier.</summary>
internal static class CatalogReader
{
    // Positions of an input at most, which are a shard's, and rows or columns.
    private const int MaximumPositions = 1 << 24;
    private const int MaximumSide = 1 << 16;

    public static DatasetDescription ReadDataset(ProbeConnection connection)
    {
        var rows = connection.Rows(
            "SELECT name, kind, height, width, input_count, source_directory FROM dataset",
            row => new DatasetDescription(
                row.GetString(0),
                row.GetString(1) switch
                {
                    "images" => DatasetKind.Images,
                    "texts" => DatasetKind.Texts,
                    _ => throw new RowException("kind is neither images nor texts"),
                },
                row.Int(2, 1, MaximumSide),
                row.Int(3, 1, MaximumSide),
                row.Int(4),
                row.TextOrNull(5)));
        var dataset = rows.Count == 1 ? rows[0] : throw StorageException.Damaged(connection.Path, "it describes no dataset");
        return (long)dataset.Height * dataset.Width <= MaximumPositions
            ? dataset
            : throw StorageException.Damaged(connection.Path, "an input has too many positions in dataset, row 1");
    }

    /// <summary>Checks that the inputs on record are there, before anything is made that is as large as they are many.</summary>
    /// <exception cref="StorageException">There are fewer, or more.</exception>
    public static void CheckInputs(ProbeConnection connection, DatasetDescription dataset)
    {
        long inputs = connection.Scalar<long>("SELECT coalesce(max(id) + 1, 0) FROM inputs");
        if (inputs != dataset.InputCount)
        {
            throw StorageException.Damaged(
                connection.Path, $"it has {inputs} inputs, and {dataset.InputCount} are on record in dataset, row 1");
        }
    }

    /// <summary>The number of changes of the concepts; the signature index names the one that it was built from.</summary>
    public static long ReadConceptVersion(ProbeConnection connection) =>
        connection.Scalar<long>("SELECT concept_version FROM dataset");

    /// <summary>The number of concepts.</summary>
    /// <exception cref="StorageException">Their numbers are not 0, 1, 2, ...</exception>
    public static int ReadConceptCount(ProbeConnection connection)
    {
        long count = connection.Scalar<long>("SELECT count(*) FROM concepts");
        return connection.Scalar<long>("SELECT coalesce(max(id) + 1, 0) FROM concepts") == count
            ? (int)count
            : throw StorageException.Damaged(connection.Path, "the concepts are not numbered from 0 on");
    }

    /// <summary>The notes of all imports, in their order.</summary>
    public static List<ImportNote> ReadNotes(ProbeConnection connection) => connection.Rows(
        "SELECT source, text, count, example FROM import_notes ORDER BY id",
        row => new ImportNote(row.GetString(0), row.GetString(1), row.Whole(2, 0, long.MaxValue), row.TextOrNull(3)));

    /// <summary>The concepts, by number.</summary>
    /// <param name="connection">The database.</param>
    /// <param name="positions">The number of positions of its dataset.</param>
    public static List<Concept> ReadConcepts(ProbeConnection connection, long positions)
    {
        var concepts = connection.Rows(
            "SELECT id, category, name, kind, size FROM concepts ORDER BY id",
            row => new Concept(
                row.Int(0), row.GetString(1), row.GetString(2), row.GetString(3), row.Whole(4, 0, positions)));
        for (int i = 0; i < concepts.Count; i++)
        {
            if (concepts[i].Id != i)
            {
                throw StorageException.Damaged(connection.Path, $"concept {i} is missing");
            }
        }

        return concepts;
    }
}
