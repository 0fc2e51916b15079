using System.Buffers.Binary;
using System.Runtime.InteropServices;
using CompExplain.Storage.Activations;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Files;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Results;
using CompExplain.Storage.Signatures;

namespace CompExplain.Storage;

/// <summary>
/// A probe database, open to be asked: the dataset, its concepts, the layers and units probed on it, their masks, the
/// signature index, and what searches found. What is read once is kept. Safe to use from many threads. Imports go through
/// <see cref="DatabaseWriter"/>; the small things that come of asking (named formulas, explanations) are written here.
/// </summary>
public sealed class ProbeDatabase : IDisposable
{
    /// <summary>The maximum number of bytes of opened masks that are kept by default: 256 MB.</summary>
    public const long DefaultMaskCacheBytes = 256L << 20;

    private readonly ProbeConnection _connection;
    private readonly MaskStore _masks;
    private readonly SignatureIndexStore _signatures;
    private readonly UnitHitsStore _hits;
    private readonly Lazy<IReadOnlyList<Concept>> _concepts;
    private readonly LayerCatalog _layers;
    private readonly Lazy<SignatureIndex> _index;
    private readonly Lazy<InputColumns> _inputs;
    private long _activationBytesRead;

    private ProbeDatabase(ProbeConnection connection, long maskCacheBytes)
    {
        _connection = connection;
        _masks = new MaskStore(connection, maskCacheBytes);
        Dataset = CatalogReader.ReadDataset(connection);
        Shards = new ShardLayout(Dataset.InputCount, Dataset.PositionsPerInput);
        _signatures = new SignatureIndexStore(connection, _masks, Shards);
        _hits = new UnitHitsStore(connection, _masks, _signatures, Shards);
        _concepts = new(() => CatalogReader.ReadConcepts(connection));
        _layers = new LayerCatalog(connection);
        Results = new ResultStore(connection, _layers, Shards.PositionCount);
        Honesty = new HonestyStore(connection, Shards.PositionCount);
        _index = new(ReadIndex);
        _inputs = new(ReadInputColumns);
    }

    /// <summary>The file.</summary>
    public string Path => _connection.Path;

    /// <summary>The dataset that the database is of.</summary>
    public DatasetDescription Dataset { get; }

    /// <summary>How its positions are cut into shards.</summary>
    public ShardLayout Shards { get; }

    /// <summary>Its concepts, by number.</summary>
    public IReadOnlyList<Concept> Concepts => _concepts.Value;

    /// <summary>Its layers, by name.</summary>
    public IReadOnlyList<Layer> Layers => _layers.Layers;

    /// <summary>Its signature index; the parts of it are read as they are asked for.</summary>
    /// <exception cref="StorageException">There is none of these concepts, or it is damaged.</exception>
    public SignatureIndex Index => _index.Value;

    /// <summary>What searches found.</summary>
    public ResultStore Results { get; }

    /// <summary>The checks of how far explanations can be trusted.</summary>
    public HonestyStore Honesty { get; }

    /// <summary>Bytes of the signature index and of units' hits read from the file since it was opened.</summary>
    public long IndexBytesRead => _signatures.BytesRead + _hits.BytesRead;

    /// <summary>How many bytes of the signature index are still to be read to count formulas over some concepts.</summary>
    /// <param name="concepts">The concepts' numbers.</param>
    public long IndexBytes(IEnumerable<int> concepts)
    {
        ArgumentNullException.ThrowIfNull(concepts);
        return (Index.HasSizes ? 0 : _signatures.LengthOf("sizes"))
            + concepts.Where(concept => !Index.HasPostings(concept)).Sum(concept => _signatures.LengthOf("postings", concept));
    }

    /// <summary>How many bytes of the file a unit's hits by signature take.</summary>
    /// <param name="unitId">The unit's number in the database.</param>
    public long UnitHitsBytes(int unitId) => _hits.LengthOf(unitId);

    /// <summary>Gold labels by input; null where there is none.</summary>
    public IReadOnlyList<string?> Labels => _inputs.Value.Labels;

    /// <summary>The network's predictions by input; null where there is none.</summary>
    public IReadOnlyList<string?> Predictions => _inputs.Value.Predictions;

    /// <summary>The inputs' splits; null where there is none.</summary>
    public IReadOnlyList<string?> Splits => _inputs.Value.Splits;

    /// <summary>Bytes of masks and activations read from the file since it was opened.</summary>
    public long BytesRead => _masks.BytesRead + Interlocked.Read(ref _activationBytesRead);

    /// <summary>Opens a probe database.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maskCacheBytes">The maximum number of bytes of opened masks that are kept.</param>
    /// <returns>The database; dispose it to close the file.</returns>
    /// <exception cref="StorageException">
    /// There is no such file, or it is not ours, of a newer version, or damaged; nothing in it was changed.
    /// </exception>
    public static ProbeDatabase Open(string path, long maskCacheBytes = DefaultMaskCacheBytes)
    {
        var connection = ProbeConnection.Open(path);
        try
        {
            return new ProbeDatabase(connection, maskCacheBytes);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the file at <see cref="Path"/> is another one by now, or is gone. What was opened can still be read.</summary>
    public bool HasMoved() => _connection.HasMoved();

    /// <summary>A layer by its name, exactly; null where there is none.</summary>
    /// <param name="name">The layer's dotted path.</param>
    public Layer? FindLayer(string name) => Layers.FirstOrDefault(layer => layer.Name == name);

    /// <summary>The units of a layer, by number.</summary>
    /// <param name="layerId">The layer.</param>
    public IReadOnlyList<Unit> Units(int layerId) => _layers.Units(layerId);

    /// <summary>A unit of a layer; null where there is none of that number.</summary>
    /// <param name="layerId">The layer.</param>
    /// <param name="number">The unit's number in the layer.</param>
    public Unit? FindUnit(int layerId, int number) => _layers.Find(layerId, number);

    /// <summary>How a unit's activations are spread; null where that was not stored.</summary>
    /// <param name="unitId">The unit's number in the database.</param>
    public Histogram? Histogram(int unitId)
    {
        byte[]? data = _connection.Scalar<byte[]>("SELECT histogram FROM units WHERE id = @1", unitId);
        if (data is null || data.Length < 16)
        {
            return null;
        }

        long[] counts = new long[(data.Length - 16) / 8];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = BinaryPrimitives.ReadInt64LittleEndian(data.AsSpan(16 + (8 * i)));
        }

        return new Histogram(BinaryPrimitives.ReadDoubleLittleEndian(data), BinaryPrimitives.ReadDoubleLittleEndian(data.AsSpan(8)), counts);
    }

    /// <summary>An input.</summary>
    /// <param name="input">Its number, from 0.</param>
    public InputRecord Input(int input) => _connection.Rows(
        "SELECT name, split, source, label, prediction FROM inputs WHERE id = @1",
        row => new InputRecord(row.GetString(0), row.TextOrNull(1), row.GetString(2), row.TextOrNull(3), row.TextOrNull(4)),
        input).FirstOrDefault() ?? throw new ArgumentOutOfRangeException(nameof(input), input, "there is no such input");

    /// <summary>The positions of a mask in one shard, counted from the shard's first input.</summary>
    /// <param name="owner">Whose mask it is.</param>
    /// <param name="shard">The shard.</param>
    /// <exception cref="StorageException">The stored mask is damaged.</exception>
    public SerializedMask Mask(MaskOwner owner, int shard) => _masks.Read(owner, shard);

    /// <summary>A mask in one shard, opened to compute with it. Masks that were opened are kept, up to a number of bytes.</summary>
    /// <param name="owner">Whose mask it is.</param>
    /// <param name="shard">The shard.</param>
    /// <returns>The mask; the caller disposes it when the work is done.</returns>
    /// <exception cref="StorageException">The stored mask is damaged.</exception>
    public MaskLease OpenMask(MaskOwner owner, int shard) => _masks.Open(owner, shard);

    /// <summary>The cache of opened masks.</summary>
    public MaskCacheStatistics MaskCache => _masks.Cache;

    /// <summary>How many bytes of the file a mask takes.</summary>
    /// <param name="owner">Whose mask it is.</param>
    public long MaskBytes(MaskOwner owner) =>
        _connection.Scalar<long>($"SELECT coalesce(sum(length(data)), 0) FROM {owner.Table} WHERE {owner.Column} = @1", owner.Id);

    /// <summary>How many positions of a unit's mask fall in each signature.</summary>
    /// <param name="unitId">The unit's number in the database.</param>
    /// <exception cref="StorageException">What is stored is damaged.</exception>
    public UnitHits UnitHits(int unitId) => _hits.Read(unitId, Index.SignatureCount);

    /// <summary>Counts any masks by signature. The positions' signatures are read once for all of them, and masks asked for by many threads.</summary>
    /// <param name="masks">For each mask, its runs of positions in a shard.</param>
    /// <param name="cancellation">Stops it.</param>
    public IReadOnlyList<UnitHits> CountBySignature(IReadOnlyList<Func<int, RunReader>> masks, CancellationToken cancellation = default) =>
        _hits.Count(masks, Index.SignatureCount, cancellation);

    /// <summary>
    /// A unit's stored activations on the inputs of one shard, as they were written: inputs x grid height x grid width
    /// values of the layer's activation type, little endian; null where none are stored.
    /// </summary>
    /// <param name="unitId">The unit's number in the database.</param>
    /// <param name="shard">The shard.</param>
    public byte[]? Activations(int unitId, int shard)
    {
        var rows = _connection.Rows(
            "SELECT id, checksum FROM activations WHERE unit_id = @1 AND shard = @2", row => (Id: row.GetInt64(0), Checksum: row.GetInt64(1)), unitId, shard);
        if (rows.Count == 0)
        {
            return null;
        }

        byte[] data = _connection.ReadBlob<byte>("activations", rows[0].Id);
        return Checksum.Of(data) == rows[0].Checksum
            ? data
            : throw StorageException.Damaged(Path, $"the activations of unit {unitId}, shard {shard}, do not match their checksum");
    }

    /// <summary>A unit's stored activations on the inputs of one shard: inputs x grid height x grid width.</summary>
    /// <param name="layer">The unit's layer, whose activations are stored.</param>
    /// <param name="unitId">The unit's number in the database.</param>
    /// <param name="shard">The shard.</param>
    /// <exception cref="StorageException">They are not stored, or are damaged.</exception>
    public float[] ActivationValues(Layer layer, int unitId, int shard)
    {
        ArgumentNullException.ThrowIfNull(layer);
        byte[] data = Activations(unitId, shard) ?? throw StorageException.Damaged(Path, $"the activations of unit {unitId}, shard {shard}, are missing");
        Interlocked.Add(ref _activationBytesRead, data.Length);
        var type = layer.ActivationType == "float16" ? ElementType.Float16 : ElementType.Float32;
        long count = (long)Shards.InputsIn(shard) * layer.GridHeight * layer.GridWidth;
        if (data.Length != count * Elements.SizeOf(type))
        {
            throw StorageException.Damaged(
                Path,
                $"unit {unitId}, shard {shard}, has {data.Length} bytes of activations, which are not {count} of {Elements.NameOf(type)}");
        }

        float[] values = new float[count];
        Elements.Decode(type, data, values);
        return values;
    }

    /// <summary>The layer that a unit is of.</summary>
    /// <param name="unitId">The unit's number in the database.</param>
    public Layer LayerOf(int unitId) => _layers.LayerOf(unitId);

    /// <summary>The classes that the network tells apart, in the order of its outputs; none where they are not known.</summary>
    public IReadOnlyList<string> Classes() => _connection.Rows("SELECT name FROM classes ORDER BY id", row => row.GetString(0));

    /// <summary>The network's outputs before softmax for a class, by input; null where they were not stored.</summary>
    /// <param name="classId">The class's number, from 0.</param>
    /// <exception cref="StorageException">What is stored is damaged.</exception>
    public float[]? Logits(int classId) => Numbers("logits", "class_id", classId, Dataset.InputCount);

    /// <summary>
    /// The weights with which the network's last layer sums a layer's units to classes: classes x units, class by class; null
    /// where the layer is another, or they were not stored.
    /// </summary>
    /// <param name="layerId">The layer's number.</param>
    /// <exception cref="StorageException">What is stored is damaged.</exception>
    public float[]? ClassWeights(int layerId) => Numbers(
        "class_weights", "layer_id", layerId, _connection.Scalar<long>("SELECT count(*) FROM classes") * Units(layerId).Count);

    /// <summary>The words nearest to a word by the cosine of their stored vectors, the nearest first, itself left out.</summary>
    /// <param name="word">The word.</param>
    /// <param name="count">How many.</param>
    /// <returns>The words, fewer where there are not so many; null where the word has no vector.</returns>
    public IReadOnlyList<WordNeighbor>? Neighbors(string word, int count)
    {
        long id = _connection.Scalar<long>("SELECT id FROM words WHERE word = @1", word);
        if (id == 0)
        {
            return null;
        }

        var near = _connection.Rows(
            "SELECT w.word, n.similarity FROM neighbors n JOIN words w ON w.id = n.neighbor_id WHERE n.word_id = @1 AND n.rank <= @2 ORDER BY n.rank",
            row => new WordNeighbor(row.GetString(0), row.GetFloat(1)), id, count);
        return near.Count >= count ? near : NearestByVector(word, count);
    }

    /// <summary>Whether there are word vectors.</summary>
    public bool HasWordVectors => _connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM words)") == 1;

    /// <summary>The nearest words of every word that has a vector, the nearest first, as far as they were stored.</summary>
    /// <param name="count">How many for each.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> NearestWords(int count)
    {
        var all = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (word, near) in _connection.Rows(
            "SELECT a.word, b.word FROM words a LEFT JOIN neighbors n ON n.word_id = a.id AND n.rank <= @1 LEFT JOIN words b ON b.id = n.neighbor_id ORDER BY a.id, n.rank",
            row => (row.GetString(0), row.TextOrNull(1)), count))
        {
            if (!all.TryGetValue(word, out var list))
            {
                all[word] = list = new List<string>();
            }

            if (near is not null)
            {
                ((List<string>)list).Add(near);
            }
        }

        return all;
    }

    /// <summary>The formulas that have names.</summary>
    public IReadOnlyList<NamedFormula> Formulas() =>
        _connection.Rows("SELECT name, text FROM formulas ORDER BY name", row => new NamedFormula(row.GetString(0), row.GetString(1)));

    /// <summary>Gives a formula a name; a formula that had it loses it.</summary>
    /// <param name="formula">The name and the formula.</param>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public void SaveFormula(NamedFormula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        _connection.Execute("INSERT INTO formulas (name, text) VALUES (@1, @2) ON CONFLICT (name) DO UPDATE SET text = excluded.text", formula.Name, formula.Text);
    }

    /// <summary>Takes a formula's name away.</summary>
    /// <param name="name">The name.</param>
    /// <returns>False where there is none of that name.</returns>
    /// <exception cref="StorageException">The file cannot be written.</exception>
    public bool DropFormula(string name) => _connection.Execute("DELETE FROM formulas WHERE name = @1", name) > 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        _masks.Dispose();
        _connection.Dispose();
    }

    private float[]? Numbers(string table, string column, int id, long count)
    {
        var rows = _connection.Rows($"SELECT id, checksum FROM {table} WHERE {column} = @1", row => (Id: row.GetInt64(0), Checksum: row.GetInt64(1)), id);
        if (rows.Count == 0)
        {
            return null;
        }

        float[] numbers = _connection.ReadBlob<float>(table, rows[0].Id);
        return numbers.Length == count && Checksum.Of(MemoryMarshal.AsBytes<float>(numbers)) == rows[0].Checksum
            ? numbers
            : throw StorageException.Damaged(Path, $"the {table} of {column} {id} do not match their checksum");
    }

    private SignatureIndex ReadIndex() => _signatures.Read(Concepts.Count, CatalogReader.ReadConceptVersion(_connection))
        ?? throw StorageException.Damaged(Path, "it has no signature index of its concepts");

    private InputColumns ReadInputColumns()
    {
        // The same few words stand in many rows: keep each once.
        var words = new Dictionary<string, string>();
        string? Once(string? word)
        {
            if (word is null)
            {
                return null;
            }

            return CollectionsMarshal.GetValueRefOrAddDefault(words, word, out _) ??= word;
        }

        var rows = _connection.Rows("SELECT split, label, prediction FROM inputs ORDER BY id", row => (row.TextOrNull(0), row.TextOrNull(1), row.TextOrNull(2)));
        var columns = new InputColumns(new string?[rows.Count], new string?[rows.Count], new string?[rows.Count]);
        for (int i = 0; i < rows.Count; i++)
        {
            (columns.Splits[i], columns.Labels[i], columns.Predictions[i]) = (Once(rows[i].Item1), Once(rows[i].Item2), Once(rows[i].Item3));
        }

        return rows.Count == Dataset.InputCount
            ? columns
            : throw StorageException.Damaged(Path, $"it has {rows.Count} inputs of {Dataset.InputCount}");
    }

    private List<WordNeighbor> NearestByVector(string word, int count)
    {
        var vectors = _connection.Rows(
            "SELECT word, vector FROM words ORDER BY id", row => (Word: row.GetString(0), Vector: MemoryMarshal.Cast<byte, float>(row.GetFieldValue<byte[]>(1)).ToArray()));
        float[] own = vectors.First(each => each.Word == word).Vector;
        return vectors.Where(each => each.Word != word)
            .Select(each => new WordNeighbor(each.Word, Cosine(own, each.Vector)))
            .OrderByDescending(each => each.Similarity).ThenBy(each => each.Word, StringComparer.Ordinal)
            .Take(count).ToList();
    }

    private static float Cosine(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        double dot = 0, aa = 0, bb = 0;
        for (int i = 0; i < a.Length; i++)
        {
            dot += (double)a[i] * b[i];
            aa += (double)a[i] * a[i];
            bb += (double)b[i] * b[i];
        }

        return aa == 0 || bb == 0 ? 0 : (float)(dot / Math.Sqrt(aa * bb));
    }

    private sealed record InputColumns(string?[] Splits, string?[] Labels, string?[] Predictions);
}
