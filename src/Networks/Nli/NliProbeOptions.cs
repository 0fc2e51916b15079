using CompExplain.Import.Units;

namespace CompExplain.Networks.Nli;

/// <summary>Which network to probe on a database's sentence pairs, and what to keep.</summary>
/// <param name="WeightsPath">A network that <see cref="NliTrainer"/> made.</param>
public sealed record NliProbeOptions(string WeightsPath)
{
    /// <summary>What the layer is called in the database.</summary>
    public string LayerName { get; init; } = "mlp";

    /// <summary>How raw activations are kept.</summary>
    public StoredActivations Store { get; init; } = StoredActivations.Half;

    /// <summary>How many pairs are run at once.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Take the place of a layer of that name.</summary>
    public bool Replace { get; init; }

    /// <summary>Take the place of predictions that are there; else they stay.</summary>
    public bool ReplacePredictions { get; init; }
}
