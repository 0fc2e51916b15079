namespace CompExplain.Demo;

/// <summary>How large the demo of sentence pairs is.</summary>
public sealed record NliDemoOptions
{
    /// <summary>The pairs that are written, and the training's seed.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The number of pairs.</summary>
    public int Pairs { get; init; } = 2000;

    /// <summary>Units of the network's second hidden layer, the layer that is probed.</summary>
    public int Units { get; init; } = 48;

    /// <summary>The number of epochs: how often training goes over the pairs.</summary>
    public int Epochs { get; init; } = 20;
}
