using CompExplain.Storage.Files;

namespace CompExplain.Storage.Catalog;

/// <summary>The layers and their units, each read once. Safe to use from many threads.</summary>
internal sealed class LayerCatalog
{
    // Rows or columns of a grid at most.
    private const int MaximumSide = 1 << 14;

    private readonly ProbeConnection _connection;
    private readonly ShardLayout _shards;
    private readonly Lazy<IReadOnlyList<Layer>> _layers;
    private readonly Dictionary<int, IReadOnlyList<Unit>> _units = [];

    public LayerCatalog(ProbeConnection connection, ShardLayout shards)
    {
        _connection = connection;
        _shards = shards;
        _layers = new(ReadLayers);
    }

    /// <summary>The layers, by name.</summary>
    public IReadOnlyList<Layer> Layers => _layers.Value;

    /// <summary>The units of a layer, by number.</summary>
    public IReadOnlyList<Unit> Units(int layerId)
    {
        lock (_units)
        {
            if (!_units.TryGetValue(layerId, out var units))
            {
                _units[layerId] = units = ReadUnits(layerId);
            }

            return units;
        }
    }

    /// <summary>A unit of a layer; null if the layer has no unit of that number.</summary>
    public Unit? Find(int layerId, int number)
    {
        var units = Units(layerId);
        int low = 0, high = units.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (units[middle].Number == number)
            {
                return units[middle];
            }

            if (units[middle].Number < number)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return null;
    }

    /// <summary>The layer of a unit.</summary>
    public Layer LayerOf(int unitId)
    {
        long id = _connection.Scalar<long>("SELECT layer_id FROM units WHERE id = @1", unitId);
        return Layers.FirstOrDefault(layer => layer.Id == id)
            ?? throw StorageException.Damaged(_connection.Path, $"unit {unitId} is of no layer in units");
    }

    /// <summary>The distribution of a unit's activations; null if it is not stored.</summary>
    public Histogram? Histogram(int unitId) => _connection.Rows(
        "SELECT histogram FROM units WHERE id = @1",
        row => row.IsDBNull(0) ? null : Catalog.Histogram.Decode(row.GetFieldValue<byte[]>(0)),
        unitId).FirstOrDefault();

    private List<Layer> ReadLayers() => _connection.Rows(
        """
        SELECT id, name, grid_height, grid_width, threshold_rule, activation_type,
            (SELECT count(*) FROM units WHERE layer_id = layers.id), model, preprocessing
        FROM layers ORDER BY name
        """,
        row => new Layer(
            row.Int(0),
            row.GetString(1),
            row.Int(2, 1, MaximumSide),
            row.Int(3, 1, MaximumSide),
            row.GetString(4),
            row.GetString(5) is "float16" or "float32" or "bool" or "none"
                ? row.GetString(5)
                : throw new RowException("activation_type is none that is known"),
            row.Int(6))
        {
            Model = row.TextOrNull(7),
            Preprocessing = row.TextOrNull(8),
        });

    private List<Unit> ReadUnits(int layerId) => _connection.Rows(
        """
        SELECT id, number, threshold, size, active_inputs, maximum, minimum, mean, rounded
        FROM units WHERE layer_id = @1 ORDER BY number
        """,
        row => new Unit(
            row.Int(0),
            layerId,
            row.Int(1),
            row.NumberOrNull(2),
            row.Whole(3, 0, _shards.PositionCount),
            row.Whole(4, 0, _shards.InputCount),
            row.NumberOrNull(5),
            row.NumberOrNull(6),
            row.NumberOrNull(7))
        {
            Rounded = row.Whole(8, 0, long.MaxValue),
        },
        layerId);
}
