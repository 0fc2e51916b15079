namespace CompExplain.Demo;

/// <summary>How large the demo of images is.</summary>
public sealed record VisionDemoOptions
{
    /// <summary>The world that is drawn, and the training's seed.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The number of pictures.</summary>
    public int Pictures { get; init; } = 1200;

    /// <summary>Pixels a side; a multiple of 4.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Units of the network's last convolution, the layer that is probed; a multiple of 16.</summary>
    public int Units { get; init; } = 48;

    /// <summary>The number of epochs: how often training goes over the pictures.</summary>
    public int Epochs { get; init; } = 12;
}
