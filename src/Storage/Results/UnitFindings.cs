namespace CompExplain.Storage.Results;

/// <summary>All that a search found for a unit.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="BestConcept">The best concept that stands alone; null where nothing scores above 0.</param>
/// <param name="ByLength">The best formula of each length, from 1; empty where nothing scores above 0.</param>
public sealed record UnitFindings(int UnitId, ExplanationRecord? BestConcept, IReadOnlyList<ExplanationRecord> ByLength);
