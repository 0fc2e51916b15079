namespace CompExplain.Query.Execution;

/// <summary>What every score of a target (a unit) and a formula is worked out from.</summary>
/// <param name="Hits">Positions that both have.</param>
/// <param name="Size">Positions that the formula has.</param>
/// <param name="TargetSize">Positions that the target has.</param>
/// <param name="Total">All positions.</param>
public readonly record struct PairCounts(long Hits, long Size, long TargetSize, long Total);
