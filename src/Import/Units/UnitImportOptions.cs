namespace CompExplain.Import.Units;

/// <summary>What units to import, and how.</summary>
/// <param name="Path">A file of activations: see <see cref="Arrays.ActivationMatrix"/>.</param>
/// <param name="LayerName">The layer's name, such as <c>layer4</c>.</param>
/// <param name="Rule">How activations become masks.</param>
public sealed record UnitImportOptions(string Path, string LayerName, ThresholdRule Rule)
{
    /// <summary>How activations are stored by default.</summary>
    public const StoredActivations DefaultStore = StoredActivations.Half;

    /// <summary>How activations are stored; not used where the masks are given.</summary>
    public StoredActivations Store { get; init; } = DefaultStore;

    /// <summary>Which array of an <c>.npz</c>; null for <c>arr_0</c> or the only one.</summary>
    public string? ArrayName { get; init; }

    /// <summary>The grid that the columns of a two-dimensional array are flattened from, if they are.</summary>
    public (int Height, int Width)? Grid { get; init; }

    /// <summary>Which network the layer is of, for people; null where that is not known.</summary>
    public string? Model { get; init; }

    /// <summary>How the inputs were prepared for the network, for people; null where that is not known.</summary>
    public string? Preprocessing { get; init; }

    /// <summary>Replace a layer of that name.</summary>
    public bool Replace { get; init; }
}
