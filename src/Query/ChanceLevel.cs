namespace CompExplain.Query;

/// <summary>
/// What IoU a formula gets with masks that have nothing to do with it: the target's own, shifted cyclically by whole inputs, so that
/// they keep its size and shape.
/// </summary>
/// <param name="Shifts">By how many different numbers of inputs it was shifted.</param>
/// <param name="AsHigh">How many of the shifted masks had as high an IoU as the target itself, or a higher one.</param>
/// <param name="MeanIou">The shifted masks' mean IoU; null where there was no shift.</param>
public sealed record ChanceLevel(int Shifts, int AsHigh, double? MeanIou)
{
    /// <summary>
    /// The p-value of the IoU: (1 + as high) / (1 + shifts), the target itself being one of the masks (Phipson and Smyth, 2010). Of this
    /// formula, not of the search that chose it for its IoU.
    /// </summary>
    public double PValue => (1.0 + AsHigh) / (1.0 + Shifts);
}
