namespace CompExplain.Analysis.Uniqueness;

/// <summary>What counts as a detector.</summary>
public sealed record UniqueOptions
{
    /// <summary>The defaults: those of Network Dissection.</summary>
    public static UniqueOptions Default { get; } = new();

    /// <summary>A unit with at least this IoU is a detector; 0.04 as in Network Dissection (Bau et al. 2017).</summary>
    public double Iou { get; init; } = 0.04;

    /// <summary>Draws the shifts of the shuffled units.</summary>
    public int Seed { get; init; }
}
