using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Binding;

/// <summary>A unit's stored mask. Two are equal if they are of the same unit of the database.</summary>
internal sealed record BoundUnit(Layer Layer, Unit Unit) : BoundLeaf(false)
{
    public bool Equals(BoundUnit? other) => other is not null && Unit.Id == other.Unit.Id;

    public override int GetHashCode() => ~Unit.Id;
}
