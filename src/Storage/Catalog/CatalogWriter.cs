using System.Runtime.InteropServices;
using CompExplain.Storage.Files;

namespace CompExplain.Storage.Catalog;

/// <summary>Writes the catalogue: the dataset, its inputs, concepts and words, and the layers with their units.</summary>
internal sealed class CatalogWriter
{
    private readonly ProbeConnection _connection;
    private int _nextInput;

    public CatalogWriter(ProbeConnection connection)
    {
        _connection = connection;
        FirstNewConcept = ConceptCount = CatalogReader.ReadConceptCount(connection);
        _nextInput = (int)connection.Scalar<long>("SELECT coalesce(max(id) + 1, 0) FROM inputs");
    }

    /// <summary>The number of concepts, and the number that the next one gets.</summary>
    public int ConceptCount { get; private set; }

    /// <summary>The number of the first concept that was added here.</summary>
    public int FirstNewConcept { get; }

    /// <summary>Writes the dataset of a new database.</summary>
    public static void AddDataset(ProbeConnection connection, DatasetDescription dataset) => connection.Execute(
        """
        INSERT INTO dataset (id, name, kind, height, width, input_count, source_directory)
        VALUES (1, @1, @2, @3, @4, @5, @6)
        """,
        dataset.Name,
        dataset.Kind == DatasetKind.Images ? "images" : "texts",
        dataset.Height,
        dataset.Width,
        dataset.InputCount,
        dataset.SourceDirectory);

    /// <summary>Adds the next inputs.</summary>
    public void AddInputs(IEnumerable<InputRecord> inputs)
    {
        foreach (var input in inputs)
        {
            _connection.Execute(
                "INSERT INTO inputs (id, name, split, source, label, prediction) VALUES (@1, @2, @3, @4, @5, @6)",
                _nextInput++,
                input.Name,
                input.Split,
                input.Source,
                input.Label,
                input.Prediction);
        }
    }

    /// <summary>Adds inputs to a complete dataset; layers, predictions and what was computed from them are deleted.</summary>
    /// <returns>The dataset with the new inputs.</returns>
    /// <exception cref="StorageException">
    /// There are layers or predictions and they are to be kept, or an input has a name twice.
    /// </exception>
    public DatasetDescription Append(DatasetDescription dataset, IReadOnlyList<InputRecord> inputs, bool dropLayers)
    {
        var layers = _connection.Rows("SELECT name FROM layers ORDER BY name", row => row.GetString(0));
        bool isProbed = layers.Count > 0 || _connection.Scalar<long>(
            "SELECT EXISTS (SELECT 1 FROM logits) OR EXISTS (SELECT 1 FROM inputs WHERE prediction IS NOT NULL)") == 1;
        if (isProbed && !dropLayers)
        {
            string what = layers.Count > 0 ? "the layers " + string.Join(", ", layers) : "predictions";
            throw new StorageException(
                StorageFailure.Invalid,
                $"{_connection.Path} has {what}, which do not know the new inputs")
            {
                Remedy = StorageRemedy.DropLayers,
                Path = _connection.Path,
            };
        }

        var known = _connection.Rows("SELECT name FROM inputs", row => row.GetString(0)).ToHashSet(StringComparer.Ordinal);
        if (inputs.FirstOrDefault(input => !known.Add(input.Name)) is { } twice)
        {
            throw new StorageException(
                StorageFailure.AlreadyExists, $"{_connection.Path} has an input {twice.Name} already; leave it out");
        }

        foreach (string table in (ReadOnlySpan<string>)["layers", "class_weights", "logits", "classes"])
        {
            _connection.Execute($"DELETE FROM {table}");
        }

        _connection.Execute("UPDATE inputs SET prediction = NULL");
        dataset = dataset with { InputCount = dataset.InputCount + inputs.Count };
        _connection.Execute("UPDATE dataset SET input_count = @1", dataset.InputCount);
        AddInputs(inputs);
        return dataset;
    }

    /// <summary>Checks that every input of the dataset was added.</summary>
    /// <exception cref="StorageException">Some are missing.</exception>
    public void CheckInputs(DatasetDescription dataset)
    {
        if (_nextInput != dataset.InputCount)
        {
            throw new StorageException(
                StorageFailure.Invalid,
                $"{_connection.Path}: the dataset has {dataset.InputCount} inputs, and {_nextInput} were added");
        }
    }

    /// <summary>Replaces the predictions.</summary>
    /// <exception cref="ArgumentException">Not one for each input.</exception>
    public void SetPredictions(IReadOnlyList<string?> predictions, int inputs)
    {
        if (predictions.Count != inputs)
        {
            throw new ArgumentException(
                $"{inputs} inputs need as many predictions, not {predictions.Count}", nameof(predictions));
        }

        for (int i = 0; i < predictions.Count; i++)
        {
            _connection.Execute("UPDATE inputs SET prediction = @1 WHERE id = @2", predictions[i], i);
        }
    }

    /// <summary>Adds a concept and returns its number.</summary>
    /// <exception cref="StorageException">There is such a concept.</exception>
    public int AddConcept(ConceptRecord concept)
    {
        long same = _connection.Scalar<long>(
            "SELECT count(*) FROM concepts WHERE category = @1 AND name = @2 AND kind = @3",
            concept.Category,
            concept.Name,
            concept.Kind);
        if (same > 0)
        {
            throw new StorageException(
                StorageFailure.Invalid,
                $"{_connection.Path} has a concept {concept.Category}:{concept.Name} already; "
                    + "give the new ones another category");
        }

        _connection.Execute(
            "INSERT INTO concepts (id, category, name, kind) VALUES (@1, @2, @3, @4)",
            ConceptCount,
            concept.Category,
            concept.Name,
            concept.Kind);
        return ConceptCount++;
    }

    /// <summary>Stores the concepts' sizes, and counts a new version of the concepts.</summary>
    public void FinishConcepts()
    {
        _connection.Execute(
            """
            UPDATE concepts
            SET size = (SELECT coalesce(sum(cardinality), 0) FROM concept_masks WHERE concept_id = concepts.id)
            """);
        _connection.Execute("UPDATE dataset SET concept_version = concept_version + 1");
    }

    /// <summary>Adds word vectors, of the same dimension each, one after the other.</summary>
    public void AddWordVectors(IReadOnlyList<string> words, int dimension, ReadOnlySpan<float> rows)
    {
        if (rows.Length != words.Count * dimension)
        {
            throw new ArgumentException(
                $"{words.Count} words of {dimension} numbers need {words.Count * dimension}, not {rows.Length}", nameof(rows));
        }

        for (int i = 0; i < words.Count; i++)
        {
            byte[] vector = MemoryMarshal.AsBytes(rows.Slice(i * dimension, dimension)).ToArray();
            _connection.Execute("INSERT INTO words (word, vector) VALUES (@1, @2)", words[i], vector);
        }
    }

    /// <summary>Adds the words nearest to a word, the nearest first.</summary>
    public void AddNeighbors(string word, IReadOnlyList<(string Word, float Similarity)> nearest)
    {
        for (int i = 0; i < nearest.Count; i++)
        {
            _connection.Execute(
                """
                INSERT INTO neighbors (word_id, rank, neighbor_id, similarity)
                SELECT a.id, @1, b.id, @2 FROM words a, words b WHERE a.word = @3 AND b.word = @4
                """,
                i + 1,
                (double)nearest[i].Similarity,
                word,
                nearest[i].Word);
        }
    }

    /// <summary>Adds a layer and returns its number.</summary>
    /// <exception cref="StorageException">There is a layer of that name, and it is not to be replaced.</exception>
    public int AddLayer(LayerRecord layer, bool replace)
    {
        if (replace)
        {
            _connection.Execute("DELETE FROM layers WHERE name = @1", layer.Name);
        }
        else if (_connection.Scalar<long>("SELECT count(*) FROM layers WHERE name = @1", layer.Name) > 0)
        {
            throw new StorageException(
                StorageFailure.AlreadyExists,
                $"{_connection.Path} has a layer '{layer.Name}' already")
            {
                Remedy = StorageRemedy.Replace,
                Path = _connection.Path,
            };
        }

        return (int)_connection.Insert(
            """
            INSERT INTO layers (name, grid_height, grid_width, threshold_rule, activation_type, model, preprocessing)
            VALUES (@1, @2, @3, @4, @5, @6, @7)
            """,
            layer.Name,
            layer.GridHeight,
            layer.GridWidth,
            layer.ThresholdRule,
            layer.ActivationType,
            layer.Model,
            layer.Preprocessing);
    }

    /// <summary>Adds a unit of a layer and returns its number in the database.</summary>
    public int AddUnit(int layerId, UnitRecord unit) => (int)_connection.Insert(
        """
        INSERT INTO units (layer_id, number, threshold, active_inputs, maximum, minimum, mean, histogram, rounded)
        VALUES (@1, @2, @3, @4, @5, @6, @7, @8, @9)
        """,
        layerId,
        unit.Number,
        unit.Threshold,
        unit.ActiveInputs,
        unit.Maximum,
        unit.Minimum,
        unit.Mean,
        Histogram.Encode(unit.Histogram),
        unit.Rounded);

    /// <summary>Adds a note on an import.</summary>
    public void AddNote(ImportNote note, int? layerId) => _connection.Execute(
        "INSERT INTO import_notes (layer_id, source, text, count, example) VALUES (@1, @2, @3, @4, @5)",
        layerId,
        note.Source,
        note.Text,
        note.Count,
        note.Example);

    /// <summary>Stores a unit's size.</summary>
    public void FinishUnit(int unitId) => _connection.Execute(
        """
        UPDATE units
        SET size = (SELECT coalesce(sum(cardinality), 0) FROM unit_masks WHERE unit_id = @1)
        WHERE id = @1
        """,
        unitId);
}
