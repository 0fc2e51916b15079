namespace CompExplain.Networks.Weights;

/// <summary>A name that a pickle may use; it stands for itself, and nothing is called.</summary>
internal sealed record PickledGlobal(string Name);
