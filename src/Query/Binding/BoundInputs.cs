namespace CompExplain.Query.Binding;

internal sealed record BoundInputs(InputProperty Property, string? Value) : BoundLeaf(false);
