namespace CompExplain.Query.Binding;

internal abstract record BoundLeaf(bool Pointwise) : Bound
{
    public sealed override bool IsPointwise => Pointwise;

    public override bool HasHole => false;
}
