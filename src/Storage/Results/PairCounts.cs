namespace CompExplain.Storage.Results;

/// <summary>The counts of a target (a unit) and a formula, which every score of the two is computed from.</summary>
/// <param name="Hits">Positions that both have.</param>
/// <param name="Size">Positions that the formula has.</param>
/// <param name="TargetSize">Positions that the target has.</param>
/// <param name="Total">All positions.</param>
public readonly record struct PairCounts(long Hits, long Size, long TargetSize, long Total)
{
    /// <summary>Intersection over union: |U and F| / |U or F|; 0 for an empty union. The paper, section 2.</summary>
    public double Iou => Size + TargetSize - Hits is var union and not 0 ? (double)Hits / union : 0;
}
