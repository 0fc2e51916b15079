namespace CompExplain.Networks.Weights;

/// <summary>What is taken of a file of weights, and what is not.</summary>
/// <param name="Tensors">The parameters by name.</param>
/// <param name="Part">What the names of those that are asked for begin with; null for all.</param>
/// <param name="PassedOver">The entries that are not taken, each with its kind.</param>
internal sealed record StateContents(
    IReadOnlyDictionary<string, StoredTensor> Tensors, string? Part, IReadOnlyList<string> PassedOver);
