namespace CompExplain.Query.Binding;

internal sealed record BoundHole() : BoundLeaf(true)
{
    public override bool HasHole => true;
}
