using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Results;
using CompExplain.Storage.Signatures;

namespace CompExplain.Storage;

/// <summary>
/// Writes into a probe database, all or nothing: <see cref="Create"/> fills a file beside the one asked for and moves it there
/// on <see cref="Commit"/>; <see cref="Open"/> works in one transaction. Disposed without <see cref="Commit"/>, or killed, it
/// leaves everything as it was. For one thread.
/// </summary>
public sealed class DatabaseWriter : IDisposable
{
    private readonly ProbeConnection _connection;
    private readonly NewFile? _newFile;
    private readonly MaskStore _masks;
    private readonly CatalogWriter _catalog;
    private readonly ActivationWriter _activations;
    private readonly IndexUpdate _index;
    private readonly List<ImportNote> _notes = [];
    private bool _committed;

    private DatabaseWriter(ProbeConnection connection, DatasetDescription dataset, NewFile? newFile)
    {
        _connection = connection;
        _newFile = newFile;
        _masks = new MaskStore(connection, new(dataset.InputCount, dataset.PositionsPerInput));
        _catalog = new CatalogWriter(connection);
        _activations = new ActivationWriter(connection);
        _index = new IndexUpdate(connection, _masks, _catalog, isNewDatabase: newFile is not null);
        Dataset = dataset;
    }

    /// <summary>The dataset of the database.</summary>
    public DatasetDescription Dataset { get; private set; }

    /// <summary>The notes that were added here.</summary>
    public IReadOnlyList<ImportNote> Notes => _notes;

    /// <summary>How its positions are cut into shards.</summary>
    public ShardLayout Shards => new(Dataset.InputCount, Dataset.PositionsPerInput);

    /// <summary>The concepts of the database, by number.</summary>
    public IReadOnlyList<Concept> Concepts() => CatalogReader.ReadConcepts(_connection, Dataset.PositionCount);

    /// <summary>Starts a new database.</summary>
    /// <param name="path">The file to make.</param>
    /// <param name="dataset">Its dataset.</param>
    /// <param name="replace">Whether a probe database at that path is replaced on <see cref="Commit"/>.</param>
    /// <exception cref="StorageException">
    /// The file exists and is not to be replaced, or is not ours, or cannot be written.
    /// </exception>
    public static DatabaseWriter Create(string path, DatasetDescription dataset, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var file = NewFile.At(path, replace);
        ProbeConnection? connection = null;
        try
        {
            connection = ConnectionOpening.Create(file.PartialPath, path);
            connection.Begin();
            CatalogWriter.AddDataset(connection, dataset);
            return new DatabaseWriter(connection, dataset, file);
        }
        catch
        {
            connection?.Dispose();
            file.Delete();
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a database to add to it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="StorageException">The file is not a probe database, is damaged, locked, or cannot be written.</exception>
    public static DatabaseWriter Open(string path)
    {
        var connection = ConnectionOpening.Open(path);
        try
        {
            if (!connection.IsWritable)
            {
                throw new StorageException(
                    StorageFailure.ReadOnly, $"{path} cannot be written: it is read-only, or its folder is, or the disk is full");
            }

            connection.Begin();
            return new DatabaseWriter(connection, CatalogReader.ReadDataset(connection), newFile: null);
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
        _catalog.AddInputs(inputs);
    }

    /// <summary>
    /// Adds inputs to a complete dataset, after those that it has. Masks that are added from then on are of the new inputs alone.
    /// Layers, predictions and what was computed from them do not cover the new inputs, and a threshold that is a share of all
    /// positions changes: they are deleted, if that is allowed.
    /// </summary>
    /// <param name="inputs">The new inputs.</param>
    /// <param name="dropLayers">Whether layers, predictions and what was computed from them may be deleted.</param>
    /// <exception cref="StorageException">
    /// There are layers or predictions, and they may not be deleted; or there is an input of that name.
    /// </exception>
    public void Append(IReadOnlyList<InputRecord> inputs, bool dropLayers)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        int first = Dataset.InputCount;
        Dataset = _catalog.Append(Dataset, inputs, dropLayers);
        _masks.Shards = Shards;
        _index.InputsAppended(first);
    }

    /// <summary>Adds a concept.</summary>
    /// <param name="concept">The concept; its category, name and kind together are new to the database.</param>
    /// <returns>Its number, which its masks are added under.</returns>
    /// <exception cref="StorageException">There is such a concept.</exception>
    public int AddConcept(ConceptRecord concept)
    {
        ArgumentNullException.ThrowIfNull(concept);
        int id = _catalog.AddConcept(concept);
        _index.ConceptAdded();
        return id;
    }

    /// <summary>Adds a concept's mask in one shard; at most once for each. An empty mask is not stored.</summary>
    /// <param name="conceptId">The concept's number.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="mask">Positions from the shard's first input, as <see cref="MaskBuilder"/> gives them.</param>
    public void AddConceptMask(int conceptId, int shard, SerializedMask mask) =>
        AddMask(MaskOwner.Concept(conceptId), shard, mask);

    /// <summary>Adds a concept's masks in all shards that a builder has positions of, and finishes the builder.</summary>
    /// <param name="conceptId">The concept's number.</param>
    /// <param name="builder">The positions.</param>
    public void AddConceptMasks(int conceptId, MaskBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (var (shard, mask) in builder.Finish())
        {
            AddConceptMask(conceptId, shard, mask);
        }
    }

    /// <summary>Adds word vectors.</summary>
    /// <param name="words">The words, each once.</param>
    /// <param name="dimension">The number of values of a vector.</param>
    /// <param name="rows">The vectors, one after the other.</param>
    /// <exception cref="ArgumentException">Not as many values as the words need.</exception>
    public void AddWordVectors(IReadOnlyList<string> words, int dimension, ReadOnlySpan<float> rows)
    {
        ArgumentNullException.ThrowIfNull(words);
        _catalog.AddWordVectors(words, dimension, rows);
    }

    /// <summary>Adds the words nearest to a word; all of them have vectors.</summary>
    /// <param name="word">The word.</param>
    /// <param name="nearest">The nearest words, the nearest first.</param>
    public void AddNeighbors(string word, IReadOnlyList<(string Word, float Similarity)> nearest)
    {
        ArgumentNullException.ThrowIfNull(nearest);
        _catalog.AddNeighbors(word, nearest);
    }

    /// <summary>Adds a layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="replace">Whether a layer of that name is deleted first, with its units and what was found for them.</param>
    /// <returns>Its number, which its units are added under.</returns>
    /// <exception cref="StorageException">There is a layer of that name, and it is not to be replaced.</exception>
    public int AddLayer(LayerRecord layer, bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return _catalog.AddLayer(layer, replace);
    }

    /// <summary>Adds a unit of a layer.</summary>
    /// <param name="layerId">The layer's number.</param>
    /// <param name="unit">The unit.</param>
    /// <returns>Its number in the database, which its masks are added under.</returns>
    public int AddUnit(int layerId, UnitRecord unit)
    {
        ArgumentNullException.ThrowIfNull(unit);
        int id = _catalog.AddUnit(layerId, unit);
        _index.UnitAdded(id);
        return id;
    }

    /// <summary>Adds a unit's mask in one shard; at most once for each. An empty mask is not stored.</summary>
    /// <param name="unitId">The unit's number in the database.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="mask">Positions from the shard's first input, as <see cref="MaskBuilder"/> gives them.</param>
    public void AddUnitMask(int unitId, int shard, SerializedMask mask) => AddMask(MaskOwner.Unit(unitId), shard, mask);

    /// <summary>Adds a unit's activations on the inputs of one shard.</summary>
    /// <param name="unitId">The unit's number in the database.</param>
    /// <param name="shard">The shard.</param>
    /// <param name="littleEndianValues">inputs x grid height x grid width values of the layer's activation type.</param>
    public void AddActivations(int unitId, int shard, ReadOnlySpan<byte> littleEndianValues) =>
        _activations.Add(unitId, shard, littleEndianValues);

    /// <summary>Stores what the network predicts for each input; it replaces what was stored.</summary>
    /// <param name="predictions">A class's name, or null, for each input in order.</param>
    /// <exception cref="ArgumentException">Not one for each input.</exception>
    public void SetPredictions(IReadOnlyList<string?> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        _catalog.SetPredictions(predictions, Dataset.InputCount);
    }

    /// <summary>Stores the network's classes; they replace those stored, whose logits and weights are deleted.</summary>
    /// <param name="names">Their names, in the order of the network's outputs; two may be equal.</param>
    public void SetClasses(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        _activations.SetClasses(names);
    }

    /// <summary>Stores the network's outputs for a class; they replace those stored.</summary>
    /// <param name="classId">The class's number, from 0.</param>
    /// <param name="values">The output before softmax, for each input in order.</param>
    /// <exception cref="ArgumentException">Not one for each input.</exception>
    public void SetLogits(int classId, ReadOnlySpan<float> values) => _activations.SetLogits(classId, values, Dataset.InputCount);

    /// <summary>Stores the weights with which the network's last layer sums a layer's units to classes.</summary>
    /// <param name="layerId">The layer's number.</param>
    /// <param name="weights">classes x units values, class by class.</param>
    /// <exception cref="ArgumentException">Not one for each class and unit; add the classes and the units first.</exception>
    public void SetClassWeights(int layerId, ReadOnlySpan<float> weights) => _activations.SetClassWeights(layerId, weights);

    /// <summary>Adds notes on what is imported: what was left out, merged, rounded or guessed.</summary>
    /// <param name="notes">The notes.</param>
    /// <param name="layerId">
    /// The layer that they are about, with which they are deleted; null for the data set and its concepts.
    /// </param>
    public void AddNotes(IEnumerable<ImportNote> notes, int? layerId = null)
    {
        ArgumentNullException.ThrowIfNull(notes);
        foreach (var note in notes)
        {
            _catalog.AddNote(note, layerId);
            _notes.Add(note);
        }
    }

    /// <summary>Computes sizes, the signature index and the units' hits, and commits everything.</summary>
    /// <param name="progress">Reports progress.</param>
    /// <param name="cancellation">Cancels it; nothing is then written.</param>
    /// <exception cref="StorageException">Inputs of the dataset are missing, or the file cannot be written.</exception>
    public void Commit(IProgress<StepProgress>? progress = null, CancellationToken cancellation = default)
    {
        _catalog.CheckInputs(Dataset);
        if (_index.ConceptsChanged)
        {
            _catalog.FinishConcepts();
            ResultStore.DeleteAll(_connection);
        }

        _index.Run(Shards, progress, cancellation);
        TableChecksums.Store(_connection);
        cancellation.ThrowIfCancellationRequested();
        _connection.Commit();
        _newFile?.PutInPlace(_connection);
        _committed = true;
    }

    /// <summary>Closes the file; what was not committed is lost.</summary>
    public void Dispose()
    {
        _masks.Dispose();
        _connection.Dispose();
        if (!_committed)
        {
            _newFile?.Delete();
        }

        _newFile?.Dispose();
    }

    private void AddMask(MaskOwner owner, int shard, SerializedMask mask)
    {
        if (new MaskWriter(_connection, _masks, Shards, _index.FirstNewInput).Add(owner, shard, mask))
        {
            _index.MaskAdded(owner);
        }
    }
}
