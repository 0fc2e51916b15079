using CompExplain.Import.Units;

namespace CompExplain.Networks.Nli;

/// <summary>Which network to probe on a database's sentence pairs, and what to keep.</summary>
/// <param name="WeightsPath">A network that <see cref="NliTrainer"/> made.</param>
public sealed record NliProbeOptions(string WeightsPath)
{
    /// <summary>The default of <see cref="LayerName"/>.</summary>
    public const string DefaultLayerName = "mlp";

    /// <summary>The layer's name in the database.</summary>
    public string LayerName { get; init; } = DefaultLayerName;

    /// <summary>How raw activations are stored.</summary>
    public StoredActivations Store { get; init; } = UnitImportOptions.DefaultStore;

    /// <summary>The number of pairs that are run at once.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Replace a layer of that name.</summary>
    public bool Replace { get; init; }

    /// <summary>Replace predictions that are there; else they stay.</summary>
    public bool ReplacePredictions { get; init; }
}
