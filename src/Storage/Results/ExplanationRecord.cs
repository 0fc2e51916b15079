namespace CompExplain.Storage.Results;

/// <summary>The best formula that a search found for a unit within one length.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Length">How many leaves were allowed.</param>
/// <param name="Leaves">How many leaves the formula has.</param>
/// <param name="Formula">The formula, in canonical text.</param>
/// <param name="Score">Its score.</param>
/// <param name="Hits">Positions that both the unit and the formula have.</param>
/// <param name="Size">Positions that the formula has.</param>
public sealed record ExplanationRecord(int UnitId, int Length, int Leaves, string Formula, double Score, long Hits, long Size);
