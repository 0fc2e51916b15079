using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Results;
using CompExplain.Storage.Signatures;

namespace CompExplain.Storage;

/// <summary>
/// An open probe database: its catalogue (the dataset with its inputs and concepts, the layers with their units), and a store for
/// each other thing that it holds. Safe to use from many threads. Imports write through <see cref="DatabaseWriter"/>; named
/// formulas and what searches find are written by their stores.
/// </summary>
public sealed class ProbeDatabase : IDisposable
{
    /// <summary>The default for the maximum number of bytes of opened masks that are kept: 256 MB.</summary>
    public const long DefaultMaskCacheBytes = 256L << 20;

    private readonly ProbeConnection _connection;
    private readonly Lazy<IReadOnlyList<Concept>> _concepts;
    private readonly InputCatalog _inputs;
    private readonly LayerCatalog _layers;

    /// <summary>Takes over a connection.</summary>
    /// <exception cref="StorageException">The dataset on record cannot be.</exception>
    internal ProbeDatabase(ProbeConnection connection, long maskCacheBytes = DefaultMaskCacheBytes)
    {
        _connection = connection;
        Dataset = CatalogReader.ReadDataset(connection);
        CatalogReader.CheckInputs(connection, Dataset);
        Shards = new ShardLayout(Dataset.InputCount, Dataset.PositionsPerInput);
        _concepts = new(() => CatalogReader.ReadConcepts(connection, Dataset.PositionCount));
        _inputs = new InputCatalog(connection, Dataset.InputCount);
        _layers = new LayerCatalog(connection, Shards);
        Words = new WordStore(connection);
        Formulas = new FormulaStore(connection);
        Masks = new MaskStore(connection, Shards, maskCacheBytes);
        Signatures = new SignatureIndexStore(connection, Masks, Shards);
        Hits = new UnitHitsStore(connection, Masks, Signatures, Shards);
        Activations = new ActivationStore(connection, Shards);
        Outputs = new NetworkOutputStore(connection, Dataset.InputCount);
        Results = new ResultStore(connection, _layers, Shards.PositionCount);
        Honesty = new HonestyStore(connection, Shards.PositionCount);
    }

    /// <summary>The file.</summary>
    public string Path => _connection.Path;

    /// <summary>The dataset of the database.</summary>
    public DatasetDescription Dataset { get; }

    /// <summary>How its positions are cut into shards.</summary>
    public ShardLayout Shards { get; }

    /// <summary>Its concepts, by number.</summary>
    public IReadOnlyList<Concept> Concepts => _concepts.Value;

    /// <summary>Gold labels by input; null for an input without one.</summary>
    public IReadOnlyList<string?> Labels => _inputs.Labels;

    /// <summary>The network's predictions by input; null for an input without one.</summary>
    public IReadOnlyList<string?> Predictions => _inputs.Predictions;

    /// <summary>The inputs' splits; null for an input without one.</summary>
    public IReadOnlyList<string?> Splits => _inputs.Splits;

    /// <summary>Its layers, by name.</summary>
    public IReadOnlyList<Layer> Layers => _layers.Layers;

    /// <summary>What the imports left out, merged, rounded or guessed, in their order.</summary>
    public IReadOnlyList<ImportNote> Notes => CatalogReader.ReadNotes(_connection);

    /// <summary>The word vectors and the nearest words.</summary>
    public WordStore Words { get; }

    /// <summary>The named formulas.</summary>
    public FormulaStore Formulas { get; }

    /// <summary>The masks of concepts and units.</summary>
    public MaskStore Masks { get; }

    /// <summary>The store of the signature index.</summary>
    public SignatureIndexStore Signatures { get; }

    /// <summary>The signature index; its parts are read when they are needed.</summary>
    /// <exception cref="StorageException">There is none for these concepts, or it is damaged.</exception>
    public SignatureIndex Index => Signatures.Index;

    /// <summary>The units' hits by signature.</summary>
    public UnitHitsStore Hits { get; }

    /// <summary>The units' stored activations.</summary>
    public ActivationStore Activations { get; }

    /// <summary>The network's classes, outputs and last weights.</summary>
    public NetworkOutputStore Outputs { get; }

    /// <summary>What searches found.</summary>
    public ResultStore Results { get; }

    /// <summary>The honesty checks of explanations.</summary>
    public HonestyStore Honesty { get; }

    /// <summary>
    /// Bytes of masks, activations, the signature index and units' hits read from the file since it was opened.
    /// </summary>
    public long BytesRead => Masks.BytesRead + Activations.BytesRead + Signatures.BytesRead + Hits.BytesRead;

    /// <summary>Opens a probe database.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maskCacheBytes">The maximum number of bytes of opened masks that are kept.</param>
    /// <returns>The database; dispose it to close the file.</returns>
    /// <exception cref="StorageException">
    /// There is no such file, or it is not ours, of a newer version, or damaged; nothing in it was changed.
    /// </exception>
    public static ProbeDatabase Open(string path, long maskCacheBytes = DefaultMaskCacheBytes)
    {
        var connection = ConnectionOpening.Open(path);
        try
        {
            connection.Pin();
            return new ProbeDatabase(connection, maskCacheBytes);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether <see cref="Path"/> leads to another file now, or to none. The opened file can still be read.</summary>
    public bool HasMoved() => _connection.HasMoved();

    /// <summary>
    /// Sees what other processes have written since the database was opened, or since the last call: until then all that is read
    /// is of one moment.
    /// </summary>
    /// <exception cref="StorageException">Its inputs, its concepts or a layer have changed: what was read of them no longer
    /// holds, and nothing more can be read; open it again.</exception>
    public void Renew()
    {
        if (!TryRenew())
        {
            throw _connection.Changed();
        }
    }

    /// <summary>As <see cref="Renew"/>; false where that throws.</summary>
    public bool TryRenew() => _connection.TryRenew();

    /// <summary>An input.</summary>
    /// <param name="input">Its number, from 0.</param>
    public InputRecord Input(int input) => _inputs.Read(input);

    /// <summary>A layer by its exact name; null if there is none.</summary>
    /// <param name="name">The layer's dotted path.</param>
    public Layer? FindLayer(string name) => Layers.FirstOrDefault(layer => layer.Name == name);

    /// <summary>The layer of a unit.</summary>
    /// <param name="unitId">The unit's number in the database.</param>
    public Layer LayerOf(int unitId) => _layers.LayerOf(unitId);

    /// <summary>The units of a layer, by number.</summary>
    /// <param name="layerId">The layer.</param>
    public IReadOnlyList<Unit> Units(int layerId) => _layers.Units(layerId);

    /// <summary>A unit of a layer; null if the layer has no unit of that number.</summary>
    /// <param name="layerId">The layer.</param>
    /// <param name="number">The unit's number in the layer.</param>
    public Unit? FindUnit(int layerId, int number) => _layers.Find(layerId, number);

    /// <summary>The distribution of a unit's activations; null if it is not stored.</summary>
    /// <param name="unitId">The unit's number in the database.</param>
    public Histogram? Histogram(int unitId) => _layers.Histogram(unitId);

    /// <inheritdoc/>
    public void Dispose()
    {
        Masks.Dispose();
        _connection.Dispose();
    }
}
