namespace CompExplain.Storage.Catalog;

/// <summary>A layer of the database.</summary>
/// <param name="Id">Its number in the database.</param>
/// <param name="Name">Its dotted path in the network.</param>
/// <param name="GridHeight">Rows of its activation grid.</param>
/// <param name="GridWidth">Columns of its activation grid.</param>
/// <param name="ThresholdRule">How its masks were cut, for people.</param>
/// <param name="ActivationType">
/// What its stored activations are: <c>float16</c> (float32 for units that float16 cannot hold), <c>float32</c>, <c>bool</c> or
/// <c>none</c>.
/// </param>
/// <param name="UnitCount">The number of its units.</param>
public sealed record Layer(
    int Id, string Name, int GridHeight, int GridWidth, string ThresholdRule, string ActivationType, int UnitCount)
{
    /// <summary>Whether its units' activations are stored.</summary>
    public bool HasActivations => ActivationType is "float16" or "float32";

    /// <summary>The network that it is a layer of, for people; null if not known.</summary>
    public string? Model { get; init; }

    /// <summary>The preprocessing of the inputs for the network, for people; null if not known.</summary>
    public string? Preprocessing { get; init; }
}
