namespace CompExplain.Storage.Catalog;

/// <summary>A layer to add.</summary>
/// <param name="Name">Its dotted path in the network.</param>
/// <param name="GridHeight">Rows of its activation grid; 1 for texts.</param>
/// <param name="GridWidth">Columns of its activation grid; 1 for texts.</param>
/// <param name="ThresholdRule">How its masks were cut, for people: <c>above 0</c>, <c>top 0.5% of positions</c>.</param>
/// <param name="ActivationType">
/// What its stored activations are: <c>float16</c>, <c>float32</c>, <c>bool</c> or <c>none</c>.
/// </param>
public sealed record LayerRecord(string Name, int GridHeight, int GridWidth, string ThresholdRule, string ActivationType)
{
    /// <summary>The network that it is a layer of, for people; null if not known.</summary>
    public string? Model { get; init; }

    /// <summary>The preprocessing of the inputs for the network, for people; null if not known.</summary>
    public string? Preprocessing { get; init; }
}
