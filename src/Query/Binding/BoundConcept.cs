using CompExplain.Storage.Catalog;

namespace CompExplain.Query.Binding;

/// <summary>A concept's mask. Two are equal if they are of the same concept of the database.</summary>
internal sealed record BoundConcept(Concept Concept) : BoundLeaf(true)
{
    public bool Equals(BoundConcept? other) => other is not null && Concept.Id == other.Concept.Id;

    public override int GetHashCode() => Concept.Id;
}
