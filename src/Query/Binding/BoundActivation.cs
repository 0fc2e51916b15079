using CompExplain.Query.Ast;
using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Binding;

/// <summary>A unit's mask by another rule than the stored one, from its stored activations.</summary>
internal sealed record BoundActivation(Layer Layer, Unit Unit, UnitCondition Condition) : BoundLeaf(false)
{
    public bool Equals(BoundActivation? other) => other is not null && Unit.Id == other.Unit.Id && Condition == other.Condition;

    public override int GetHashCode() => HashCode.Combine(Unit.Id, Condition);
}
