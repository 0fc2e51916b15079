using CompExplain.Storage.Catalog;

namespace CompExplain.Networks.Vision;

/// <summary>What a probe wrote.</summary>
/// <param name="Layer">The layer's name in the database.</param>
/// <param name="Inputs">Inputs that were run.</param>
/// <param name="Positions">Positions of the data set.</param>
/// <param name="Units">Units of the layer.</param>
/// <param name="GridHeight">Rows of a unit's grid.</param>
/// <param name="GridWidth">Columns of a unit's grid.</param>
/// <param name="DeadUnits">Units that give the same number everywhere.</param>
/// <param name="Preprocessing">How the pictures were prepared.</param>
/// <param name="Classes">How many classes the network tells apart; 0 where it gives none.</param>
/// <param name="PredictionsStored">Whether predictions were stored, and not left as they were.</param>
/// <param name="Resumed">How many of the inputs had been run before the probe was stopped.</param>
public sealed record VisionProbeSummary(
    string Layer,
    int Inputs,
    long Positions,
    int Units,
    int GridHeight,
    int GridWidth,
    int DeadUnits,
    Preprocessing Preprocessing,
    int Classes,
    bool PredictionsStored,
    int Resumed)
{
    /// <summary>What is in the file of weights and was not taken, each with its kind; the first 1,000.</summary>
    public IReadOnlyList<string> PassedOver { get; init; } = [];

    /// <summary>What was left out, rounded or guessed.</summary>
    public IReadOnlyList<ImportNote> Notes { get; init; } = [];
}
