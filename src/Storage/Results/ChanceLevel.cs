namespace CompExplain.Storage.Results;

/// <summary>
/// The IoU that a formula gets with unrelated masks: the target's own mask, shifted cyclically by whole inputs, so that it
/// keeps its size and shape.
/// </summary>
/// <param name="Shifts">The number of different shifts.</param>
/// <param name="AsHigh">The number of shifted masks whose IoU was at least the target's own.</param>
/// <param name="MeanIou">The shifted masks' mean IoU; null if there was no shift.</param>
public sealed record ChanceLevel(int Shifts, int AsHigh, double? MeanIou)
{
    /// <summary>
    /// The p-value of the IoU: (1 + as high) / (1 + shifts), the target itself being one of the masks (Phipson and Smyth, 2010).
    /// It is of this formula alone, and does not account for the search that chose the formula for its IoU.
    /// </summary>
    public double PValue => (1.0 + AsHigh) / (1.0 + Shifts);
}
