using CompExplain.Query;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Results;

namespace CompExplain.Search;

/// <summary>Explanations as they are stored.</summary>
internal static class ExplanationStorage
{
    /// <summary>An explanation of a unit.</summary>
    public static ExplanationRecord ToRecord(this Explanation found, Unit unit) => new(
        unit.Id, found.Length, found.Formula.Leaves, found.Formula.ToString(), found.Score, found.Counts.Hits, found.Counts.Size);
}
