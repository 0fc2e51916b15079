namespace CompExplain.Networks.Small;

/// <summary>What a small network learns, and how.</summary>
/// <param name="Inputs">The number of inputs, those that are held out included.</param>
/// <param name="Read">Writes an input's numbers.</param>
/// <param name="Training">The inputs that it is trained on.</param>
/// <param name="Labels">Their classes.</param>
/// <param name="Classes">The names of the classes.</param>
public sealed record SmallTraining(
    int Inputs,
    InputReader Read,
    IReadOnlyList<int> Training,
    IReadOnlyList<int> Labels,
    IReadOnlyList<string> Classes)
{
    /// <summary>The number of epochs: how often training goes over the inputs.</summary>
    public required int Epochs { get; init; }

    /// <summary>The seed of all random numbers: the same seed gives the same network.</summary>
    public required int Seed { get; init; }
}
