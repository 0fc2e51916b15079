using CompExplain.Storage.Files;

namespace CompExplain.Storage.Catalog;

/// <summary>Reads the dataset and its concepts, for readers, the writer and the verifier.</summary>
internal static class CatalogReader
{
    public static DatasetDescription ReadDataset(ProbeConnection connection)
    {
        var rows = connection.Rows(
            "SELECT name, kind, height, width, input_count, source_directory FROM dataset",
            row => new DatasetDescription(
                row.GetString(0),
                row.GetString(1) == "images" ? DatasetKind.Images : DatasetKind.Texts,
                row.GetInt32(2),
                row.GetInt32(3),
                row.GetInt32(4),
                row.IsDBNull(5) ? null : row.GetString(5)));
        return rows.Count == 1 ? rows[0] : throw StorageException.Damaged(connection.Path, "it describes no dataset");
    }

    public static ShardLayout ReadShards(ProbeConnection connection)
    {
        var dataset = ReadDataset(connection);
        return new ShardLayout(dataset.InputCount, dataset.PositionsPerInput);
    }

    /// <summary>The number of changes of the concepts; the signature index names the one that it was built from.</summary>
    public static long ReadConceptVersion(ProbeConnection connection) =>
        connection.Scalar<long>("SELECT concept_version FROM dataset");

    /// <summary>The number of concepts.</summary>
    public static int ReadConceptCount(ProbeConnection connection) =>
        (int)connection.Scalar<long>("SELECT coalesce(max(id) + 1, 0) FROM concepts");

    /// <summary>The notes of all imports, in their order.</summary>
    public static List<ImportNote> ReadNotes(ProbeConnection connection) => connection.Rows(
        "SELECT source, text, count, example FROM import_notes ORDER BY id",
        row => new ImportNote(row.GetString(0), row.GetString(1), row.GetInt64(2), row.TextOrNull(3)));

    public static List<Concept> ReadConcepts(ProbeConnection connection)
    {
        var concepts = connection.Rows(
            "SELECT id, category, name, kind, size FROM concepts ORDER BY id",
            row => new Concept(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4)));
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
