using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Signatures;

namespace CompExplain.Storage;

/// <summary>
/// Writes into a probe database, all or nothing: <see cref="Create"/> fills a file beside the one asked for and puts it in
/// place on <see cref="Commit"/>; <see cref="Open"/> works in one transaction. Disposed without <see cref="Commit"/>, or
/// killed, it leaves everything as it was. One thread writes.
/// </summary>
public sealed class DatabaseWriter : IDisposable
{
    private readonly ProbeConnection _connection;
    private readonly MaskStore _masks;
    private readonly string? _target;
    private readonly List<int> _newUnits = [];
    private readonly int _firstNewConcept;
    private int _nextConcept;
    private int _nextInput;
    private int _firstNewInput;
    private bool _conceptsChanged;
    private bool _oldConceptsChanged;
    private bool _committed;

    private DatabaseWriter(ProbeConnection connection, DatasetDescription dataset, string? target)
    {
        _connection = connection;
        _masks = new MaskStore(connection);
        _target = target;
        Dataset = dataset;
        Shards = new ShardLayout(dataset.InputCount, dataset.PositionsPerInput);
        _firstNewConcept = _nextConcept = (int)connection.Scalar<long>("SELECT coalesce(max(id) + 1, 0) FROM concepts");
        _nextInput = (int)connection.Scalar<long>("SELECT coalesce(max(id) + 1, 0) FROM inputs");
    }

    /// <summary>The dataset that the database is of.</summary>
    public DatasetDescription Dataset { get; private set; }

    /// <summary>How its positions are cut into shards.</summary>
    public ShardLayout Shards { get; private set; }

    /// <summary>The concepts that there are, by number.</summary>
    public IReadOnlyList<Concept> Concepts() => CatalogReader.ReadConcepts(_connection);

    /// <summary>Starts a new database.</summary>
    /// <param name="path">The file to make.</param>
    /// <param name="dataset">The dataset it is to hold.</param>
    /// <param name="replace">Take the place of a probe database that is there, on <see cref="Commit"/>.</param>
    /// <exception cref="StorageException">The file exists and is not to be replaced, or is not ours, or cannot be written.</exception>
    public static DatabaseWriter Create(string path, DatasetDescription dataset, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        CheckTarget(path, replace);
        string partial = path + ".importing";
        try
        {
            File.Delete(partial);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StorageFailure.ReadOnly, $"{path} cannot be made: {error.Message}", error);
        }

        var connection = ProbeConnection.Create(partial, path);
        try
        {
            connection.Begin();
            connection.Execute(
                "INSERT INTO dataset (id, name, kind, height, width, input_count, source_directory) VALUES (1, @1, @2, @3, @4, @5, @6)",
                dataset.Name, dataset.Kind == DatasetKind.Images ? "images" : "texts", dataset.Height, dataset.Width, dataset.InputCount, dataset.SourceDirectory);
            return new DatabaseWriter(connection, dataset, path);
        }
        catch
        {
            connection.Dispose();
            File.Delete(partial);
            throw;
        }
    }

    /// <summary>Opens a database to add to it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StorageException">The file is not a probe database, is damaged, locked, or cannot be written.</exception>
    public static DatabaseWriter Open(string path)
    {
        var connection = ProbeConnection.Open(path);
        try
        {
            if (!connection.IsWritable)
            {
                throw new StorageException(StorageFailure.ReadOnly, $"{path} cannot be written: it is read-only, or its folder is, or the disk is full");
            }

            connection.Begin();
            return new DatabaseWriter(connection, CatalogReader.ReadDataset(connection), target: null);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Adds the dataset's inputs, in its order.</summary>
    /// <param name="inputs">The next inputs.</param>
    public void AddInputs(IEnumerable<InputRecord> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        foreach (var input in inputs)
        {
            _connection.Execute(
                "INSERT INTO inputs (id, name, split, source, label, prediction) VALUES (@1, @2, @3, @4, @5, @6)",
                _nextInput++, input.Name, input.Split, input.Source, input.Label, input.Prediction);
        }
    }

    /// <summary>
    /// Adds inputs to a dataset that is whole, after those that it has. Masks that are added from then on are of the new
    /// inputs alone. What was probed does not know of them, and a threshold that is a share of all positions is another now:
    /// layers, predictions and what came of them go, if they may.
    /// </summary>
    /// <param name="inputs">The new inputs.</param>
    /// <param name="dropLayers">Whether layers, predictions, and what came of them may go.</param>
    /// <exception cref="StorageException">There are layers or predictions, and they may not go; or there is an input of that name.</exception>
    public void Append(IReadOnlyList<InputRecord> inputs, bool dropLayers)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var layers = _connection.Rows("SELECT name FROM layers ORDER BY name", row => row.GetString(0));
        bool isProbed = layers.Count > 0 || _connection.Scalar<long>(
            "SELECT EXISTS (SELECT 1 FROM logits) OR EXISTS (SELECT 1 FROM inputs WHERE prediction IS NOT NULL)") == 1;
        if (isProbed && !dropLayers)
        {
            throw new StorageException(
                StorageFailure.Invalid,
                $"{_connection.Path} has {(layers.Count > 0 ? "the layers " + string.Join(", ", layers) : "predictions")}, which do not know the new inputs; add --drop-layers to let them go, and probe or import them again");
        }

        var known = _connection.Rows("SELECT name FROM inputs", row => row.GetString(0)).ToHashSet(StringComparer.Ordinal);
        if (inputs.FirstOrDefault(input => !known.Add(input.Name)) is { } twice)
        {
            throw new StorageException(StorageFailure.AlreadyExists, $"{_connection.Path} has an input {twice.Name} already; leave it out");
        }

        foreach (string table in (ReadOnlySpan<string>)["layers", "class_weights", "logits", "classes"])
        {
            _connection.Execute($"DELETE FROM {table}");
        }

        _connection.Execute("UPDATE inputs SET prediction = NULL");
        _firstNewInput = Dataset.InputCount;
        Dataset = Dataset with { InputCount = Dataset.InputCount + inputs.Count };
        Shards = new ShardLayout(Dataset.InputCount, Dataset.PositionsPerInput);
        _connection.Execute("UPDATE dataset SET input_count = @1", Dataset.InputCount);
        AddInputs(inputs);
        _conceptsChanged = true;
    }

    /// <summary>Adds a concept.</summary>
    /// <param name="concept">The concept; its category, name and kind together are new to the database.</param>
    /// <returns>Its number, which the masks are added under.</returns>
    /// <exception cref="StorageException">There is such a concept.</exception>
    public int AddConcept(ConceptRecord concept)
    {
        ArgumentNullException.ThrowIfNull(concept);
        if (_connection.Scalar<long>(
            "SELECT count(*) FROM concepts WHERE category = @1 AND name = @2 AND kind = @3", concept.Category, concept.Name, concept.Kind) > 0)
        {
            throw new StorageException(
                StorageFailure.Invalid, $"{_connection.Path} has a concept {concept.Category}:{concept.Name} already; give the new ones another category");
        }

        _connection.Execute(
            "INSERT INTO concepts (id, category, name, kind) VALUES (@1, @2, @3, @4)", _nextConcept, concept.Category, concept.Name, concept.Kind);
        _conceptsChanged = true;
        return _nextConcept++;
    }

    /// <summary>Adds a concept's mask in one shard; at most once for each, and not where it is empty.</summary>
    /// <param name="conceptId">The concept's number.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="mask">Positions from the shard's first input, as <see cref="MaskBuilder"/> gives them.</param>
    public void AddConceptMask(int conceptId, int shard, SerializedMask mask) => AddMask(MaskOwner.Concept(conceptId), shard, mask);

    /// <summary>Adds word vectors.</summary>
    /// <param name="words">The words, each once.</param>
    /// <param name="dimension">How many numbers a vector has.</param>
    /// <param name="rows">The vectors, one after the other.</param>
    public void AddWordVectors(IReadOnlyList<string> words, int dimension, ReadOnlySpan<float> rows)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (rows.Length != words.Count * dimension)
        {
            throw new ArgumentException($"{words.Count} words of {dimension} numbers need {words.Count * dimension}, not {rows.Length}", nameof(rows));
        }

        for (int i = 0; i < words.Count; i++)
        {
            byte[] vector = MemoryMarshal.AsBytes(rows.Slice(i * dimension, dimension)).ToArray();
            _connection.Execute("INSERT INTO words (word, vector) VALUES (@1, @2)", words[i], vector);
        }
    }

    /// <summary>Adds the words nearest to a word; all of them have vectors.</summary>
    /// <param name="word">The word.</param>
    /// <param name="nearest">The nearest words, the nearest first.</param>
    public void AddNeighbors(string word, IReadOnlyList<(string Word, float Similarity)> nearest)
    {
        ArgumentNullException.ThrowIfNull(nearest);
        for (int i = 0; i < nearest.Count; i++)
        {
            _connection.Execute(
                "INSERT INTO neighbors (word_id, rank, neighbor_id, similarity) SELECT a.id, @1, b.id, @2 FROM words a, words b WHERE a.word = @3 AND b.word = @4",
                i + 1, (double)nearest[i].Similarity, word, nearest[i].Word);
        }
    }

    /// <summary>Adds a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="replace">Take the place of a layer of that name, with its units and what was found for them.</param>
    /// <returns>Its number, which its units are added under.</returns>
    /// <exception cref="StorageException">There is a layer of that name, and it is not to be replaced.</exception>
    public int AddLayer(LayerRecord layer, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (replace)
        {
            _connection.Execute("DELETE FROM layers WHERE name = @1", layer.Name);
        }
        else if (_connection.Scalar<long>("SELECT count(*) FROM layers WHERE name = @1", layer.Name) > 0)
        {
            throw new StorageException(
                StorageFailure.AlreadyExists, $"{_connection.Path} has a layer '{layer.Name}' already; add --replace to take its place, or choose another name");
        }

        return (int)_connection.Insert(
            "INSERT INTO layers (name, grid_height, grid_width, threshold_rule, activation_type, model, preprocessing) VALUES (@1, @2, @3, @4, @5, @6, @7)",
            layer.Name, layer.GridHeight, layer.GridWidth, layer.ThresholdRule, layer.ActivationType, layer.Model, layer.Preprocessing);
    }

    /// <summary>Adds a unit of a layer.</summary>
    /// <param name="layerId">The layer's number.</param>
    /// <param name="unit">The unit.</param>
    /// <returns>Its number in the database, which its masks are added under.</returns>
    public int AddUnit(int layerId, UnitRecord unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        int id = (int)_connection.Insert(
            "INSERT INTO units (layer_id, number, threshold, active_inputs, maximum, minimum, mean, histogram) VALUES (@1, @2, @3, @4, @5, @6, @7, @8)",
            layerId, unit.Number, unit.Threshold, unit.ActiveInputs, unit.Maximum, unit.Minimum, unit.Mean, Encode(unit.Histogram));
        _newUnits.Add(id);
        return id;
    }

    /// <summary>Adds a unit's mask in one shard; at most once for each, and not where it is empty.</summary>
    /// <param name="unitId">The unit's number in the database.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="mask">Positions from the shard's first input, as <see cref="MaskBuilder"/> gives them.</param>
    public void AddUnitMask(int unitId, int shard, SerializedMask mask) => AddMask(MaskOwner.Unit(unitId), shard, mask);

    /// <summary>Adds a unit's activations on the inputs of one shard.</summary>
    /// <param name="unitId">The unit's number in the database.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="littleEndianValues">inputs x grid height x grid width values of the layer's activation type.</param>
    public void AddActivations(int unitId, int shard, ReadOnlySpan<byte> littleEndianValues) => _connection.InsertBlob(
        "INSERT INTO activations (unit_id, shard, checksum, data) VALUES (@1, @2, @3, zeroblob(@4))",
        "activations", littleEndianValues, unitId, shard, Checksum.Of(littleEndianValues));

    /// <summary>Stores what the network predicts for each input, in place of what was stored.</summary>
    /// <param name="predictions">A class's name, or null, for each input in order.</param>
    /// <exception cref="ArgumentException">Not one for each input.</exception>
    public void SetPredictions(IReadOnlyList<string?> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        if (predictions.Count != Dataset.InputCount)
        {
            throw new ArgumentException($"{Dataset.InputCount} inputs need as many predictions, not {predictions.Count}", nameof(predictions));
        }

        for (int i = 0; i < predictions.Count; i++)
        {
            _connection.Execute("UPDATE inputs SET prediction = @1 WHERE id = @2", predictions[i], i);
        }
    }

    /// <summary>Stores the classes that the network tells apart, in place of those stored, whose logits and weights go.</summary>
    /// <param name="names">Their names, in the order of the network's outputs; a name may stand twice.</param>
    public void SetClasses(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _connection.Execute("DELETE FROM class_weights");
        _connection.Execute("DELETE FROM classes");
        for (int i = 0; i < names.Count; i++)
        {
            _connection.Execute("INSERT INTO classes (id, name) VALUES (@1, @2)", i, names[i]);
        }
    }

    /// <summary>Stores the network's outputs for a class, in place of those stored.</summary>
    /// <param name="classId">The class's number, from 0.</param>
    /// <param name="values">The output before softmax, for each input in order.</param>
    /// <exception cref="ArgumentException">Not one for each input.</exception>
    public void SetLogits(int classId, ReadOnlySpan<float> values)
    {
        if (values.Length != Dataset.InputCount)
        {
            throw new ArgumentException($"{Dataset.InputCount} inputs need as many logits, not {values.Length}", nameof(values));
        }

        var data = MemoryMarshal.AsBytes(values);
        _connection.Execute("DELETE FROM logits WHERE class_id = @1", classId);
        _connection.InsertBlob(
            "INSERT INTO logits (class_id, checksum, data) VALUES (@1, @2, zeroblob(@3))", "logits", data, classId, Checksum.Of(data));
    }

    /// <summary>Stores the weights with which the network's last layer sums a layer's units to classes.</summary>
    /// <param name="layerId">The layer's number.</param>
    /// <param name="weights">classes x units numbers, class by class.</param>
    /// <exception cref="ArgumentException">Not one for each class and unit; add the classes and the units first.</exception>
    public void SetClassWeights(int layerId, ReadOnlySpan<float> weights)
    {
        long classes = _connection.Scalar<long>("SELECT count(*) FROM classes");
        long units = _connection.Scalar<long>("SELECT count(*) FROM units WHERE layer_id = @1", layerId);
        if (weights.Length != classes * units)
        {
            throw new ArgumentException($"{classes} classes of {units} units need {classes * units} weights, not {weights.Length}", nameof(weights));
        }

        var data = MemoryMarshal.AsBytes(weights);
        _connection.Execute("DELETE FROM class_weights WHERE layer_id = @1", layerId);
        _connection.InsertBlob(
            "INSERT INTO class_weights (layer_id, checksum, data) VALUES (@1, @2, zeroblob(@3))", "class_weights", data, layerId, Checksum.Of(data));
    }

    /// <summary>Works out sizes, the signature index and the units' hits, and makes everything last.</summary>
    /// <param name="progress">Told of each step.</param>
    /// <param name="cancellation">Stops it; nothing is then written.</param>
    /// <exception cref="StorageException">There are not as many inputs as the dataset says, or the file cannot be written.</exception>
    public void Commit(IProgress<StepProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (_nextInput != Dataset.InputCount)
        {
            throw new StorageException(
                StorageFailure.Invalid, $"{_connection.Path}: the dataset has {Dataset.InputCount} inputs, and {_nextInput} were added");
        }

        if (_conceptsChanged || _target is not null)
        {
            _connection.Execute(
                "UPDATE concepts SET size = (SELECT coalesce(sum(cardinality), 0) FROM concept_masks WHERE concept_id = concepts.id)");
            _connection.Execute("UPDATE dataset SET concept_version = concept_version + 1");
            _connection.Execute("DELETE FROM search_runs");
        }

        BringIndexUpToDate(progress, cancellation);
        TableChecksums.Store(_connection);
        cancellation.ThrowIfCancellationRequested();
        _connection.Commit();
        if (_target is not null)
        {
            PutInPlace(_target);
        }

        _committed = true;
    }

    /// <summary>Closes the file; what was not committed is gone.</summary>
    public void Dispose()
    {
        _masks.Dispose();
        _connection.Dispose();
        if (_target is not null && !_committed)
        {
            File.Delete(_connection.FilePath);
        }
    }

    private static byte[]? Encode(Histogram? histogram)
    {
        if (histogram is null)
        {
            return null;
        }

        byte[] data = new byte[16 + (8 * histogram.Counts.Count)];
        BinaryPrimitives.WriteDoubleLittleEndian(data, histogram.Low);
        BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(8), histogram.High);
        for (int i = 0; i < histogram.Counts.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(16 + (8 * i)), histogram.Counts[i]);
        }

        return data;
    }

    private static void CheckTarget(string path, bool replace)
    {
        if (Directory.Exists(path))
        {
            throw new StorageException(StorageFailure.NotOurs, $"{path} is a folder; give the name of a file to make");
        }

        string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new StorageException(StorageFailure.NotFound, $"there is no folder {folder} to make {Path.GetFileName(path)} in");
        }

        if (!File.Exists(path))
        {
            return;
        }

        if (!replace)
        {
            throw new StorageException(StorageFailure.AlreadyExists, $"{path} exists already; add --replace to take its place, or choose another name");
        }

        // Only a probe database may be replaced, damaged or not: --replace with a mistyped name must not cost a file.
        try
        {
            DatabaseHeader.Check(path);
        }
        catch (StorageException error) when (error.Failure is StorageFailure.Damaged or StorageFailure.Newer)
        {
        }
    }

    /// <summary>The index follows what was added: it is built anew only where there is none, or an old concept's mask changed.</summary>
    private void BringIndexUpToDate(IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        long version = CatalogReader.ReadConceptVersion(_connection);
        var store = new SignatureIndexStore(_connection, _masks, Shards);
        var hits = new UnitHitsStore(_connection, _masks, store, Shards);
        bool isNew = _conceptsChanged || _target is not null;
        if (!isNew && _newUnits.Count == 0)
        {
            return;
        }

        // Before inputs or concepts were added; its parts are of that size.
        var old = new SignatureIndexStore(_connection, _masks, _firstNewInput > 0 ? Shards with { InputCount = _firstNewInput } : Shards);
        var index = _target is null && !_oldConceptsChanged ? old.Read(_firstNewConcept, isNew ? version - 1 : version) : null;
        var added = _newUnits.ToHashSet();
        var units = _connection.Rows("SELECT id FROM units ORDER BY id", row => row.GetInt32(0));
        var uncounted = _newUnits;
        if (index is null)
        {
            index = store.Rebuild(_nextConcept, version, progress, cancellation);
            uncounted = units;
        }
        else if (_firstNewInput > 0)
        {
            index = store.Append(index, _firstNewInput, _nextConcept, version, progress, cancellation);
            uncounted = units;
        }
        else if (isNew)
        {
            var split = store.AddConcepts(index, _firstNewConcept, _nextConcept, version, progress, cancellation);
            hits.Move(split, units.FindAll(unit => !added.Contains(unit)), progress, cancellation);
            index = split.After;
        }

        FinishUnits(hits, uncounted, index.SignatureCount, progress, cancellation);
    }

    private void AddMask(MaskOwner owner, int shard, SerializedMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, Shards.ShardCount);
        if (mask.IsEmpty)
        {
            return;
        }

        if (mask.Last >= Shards.PositionsIn(shard))
        {
            throw new ArgumentException($"the mask of {owner} goes beyond shard {shard}", nameof(mask));
        }

        if (_firstNewInput > Shards.FirstInput(shard) && !owner.IsUnit)
        {
            if (mask.First < (long)(_firstNewInput - Shards.FirstInput(shard)) * Shards.PositionsPerInput)
            {
                throw new ArgumentException($"the mask of {owner} has positions of inputs that were there before", nameof(mask));
            }

            _masks.Add(owner, shard, mask);
        }
        else
        {
            _masks.Write(owner, shard, mask);
        }

        _conceptsChanged |= !owner.IsUnit;
        _oldConceptsChanged |= !owner.IsUnit && owner.Id < _firstNewConcept && _firstNewInput == 0;
    }

    private void FinishUnits(
        UnitHitsStore hits, List<int> units, int signatureCount, IProgress<StepProgress>? progress, CancellationToken cancellation)
    {
        foreach (int unit in units)
        {
            _connection.Execute(
                "UPDATE units SET size = (SELECT coalesce(sum(cardinality), 0) FROM unit_masks WHERE unit_id = @1) WHERE id = @1", unit);
        }

        hits.Store(units, signatureCount, progress, cancellation);
    }

    private void PutInPlace(string target)
    {
        _connection.Execute("ANALYZE");
        _connection.Pragma("locking_mode = NORMAL");
        _connection.Pragma("journal_mode = WAL");
        _connection.Pragma("wal_checkpoint(TRUNCATE)");
        _connection.Dispose();
        try
        {
            using (var stream = new FileStream(_connection.FilePath, FileMode.Open, FileAccess.ReadWrite))
            {
                stream.Flush(flushToDisk: true);
            }

            // A log left by the file that is replaced must not be taken for the new one's.
            File.Delete(target + "-wal");
            File.Delete(target + "-shm");
            File.Move(_connection.FilePath, target, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(StorageFailure.Other, $"{target} could not be put in place: {error.Message}", error);
        }
    }
}
