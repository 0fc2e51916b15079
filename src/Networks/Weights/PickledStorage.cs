using CompExplain.Storage.Activations;

namespace CompExplain.Networks.Weights;

/// <summary>Numbers that tensors are views of.</summary>
/// <param name="Key">Its name in the file.</param>
/// <param name="Type">What the numbers are.</param>
/// <param name="Count">How many.</param>
internal sealed record PickledStorage(string Key, ElementType Type, long Count);
