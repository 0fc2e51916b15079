using CompExplain.Storage.Files;

namespace CompExplain.Storage.Catalog;

/// <summary>The layers and their units, each read once. Safe to use from many threads.</summary>
internal sealed class LayerCatalog
{
    private readonly ProbeConnection _connection;
    private readonly Lazy<IReadOnlyList<Layer>> _layers;
    private readonly Dictionary<int, IReadOnlyList<Unit>> _units = [];

    public LayerCatalog(ProbeConnection connection)
    {
        _connection = connection;
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
            ?? throw new ArgumentOutOfRangeException(nameof(unitId), unitId, "there is no such unit");
    }

    /// <summary>The distribution of a unit's activations; null if it is not stored.</summary>
    public Histogram? Histogram(int unitId) =>
        Catalog.Histogram.Decode(_connection.Scalar<byte[]>("SELECT histogram FROM units WHERE id = @1", unitId));

    private List<Layer> ReadLayers() => _connection.Rows(
        """
        SELECT id, name, grid_height, grid_width, threshold_rule, activation_type,
            (SELECT count(*) FROM units WHERE layer_id = layers.id), model, preprocessing
        FROM layers ORDER BY name
        """,
        row => new Layer(
            row.GetInt32(0),
            row.GetString(1),
            row.GetInt32(2),
            row.GetInt32(3),
            row.GetString(4),
            row.GetString(5),
            row.GetInt32(6))
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
            row.GetInt32(0),
            layerId,
            row.GetInt32(1),
            row.NumberOrNull(2),
            row.GetInt64(3),
            row.GetInt64(4),
            row.NumberOrNull(5),
            row.NumberOrNull(6),
            row.NumberOrNull(7))
        {
            Rounded = row.GetInt64(8),
        },
        layerId);
}
