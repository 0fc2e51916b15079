namespace CompExplain.Storage.Masks;

/// <summary>Whose mask it is: a concept's or a unit's.</summary>
/// <param name="IsUnit">A unit's, else a concept's.</param>
/// <param name="Id">The concept's or the unit's number in the database.</param>
public readonly record struct MaskOwner(bool IsUnit, int Id)
{
    internal string Table => IsUnit ? "unit_masks" : "concept_masks";

    internal string Column => IsUnit ? "unit_id" : "concept_id";

    /// <summary>A concept's mask.</summary>
    /// <param name="id">The concept's number.</param>
    public static MaskOwner Concept(int id) => new(false, id);

    /// <summary>A unit's mask.</summary>
    /// <param name="id">The unit's number in the database.</param>
    public static MaskOwner Unit(int id) => new(true, id);

    /// <inheritdoc/>
    public override string ToString() => IsUnit ? $"unit {Id}" : $"concept {Id}";
}
