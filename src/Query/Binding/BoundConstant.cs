namespace CompExplain.Query.Binding;

internal sealed record BoundConstant(bool Value) : BoundLeaf(true);
