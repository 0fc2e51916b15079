namespace CompExplain.Storage.Results;

/// <summary>The best formula that a search found within one length.</summary>
/// <param name="Length">The maximum number of leaves.</param>
/// <param name="Leaves">The formula's number of leaves; it may be less than the maximum.</param>
/// <param name="Formula">The formula, in canonical text.</param>
/// <param name="Score">Its score, less the penalty for its length.</param>
/// <param name="Counts">Its counts with the target.</param>
public sealed record Explanation(int Length, int Leaves, string Formula, double Score, PairCounts Counts)
{
    /// <summary>What is proved about the best formula of that length; null if no proof was asked for.</summary>
    public Certificate? Certificate { get; init; }

    /// <summary>Its IoU, whichever score the search maximised.</summary>
    public double Iou => Counts.Iou;

    /// <summary>Whether it is proved that no formula of that length scores more.</summary>
    public bool IsOptimal => Certificate is { } certificate && certificate.Bound <= Score;
}
