using CompExplain.Storage.Results;

namespace CompExplain.Analysis.Comparison;

/// <summary>A unit and the one that it is compared with.</summary>
/// <param name="First">The unit.</param>
/// <param name="Second">The other.</param>
/// <param name="Correlation">
/// Pearson's r over inputs of their numbers of active positions; null where they were matched by number, or it is undefined.
/// </param>
public sealed record UnitMatch(UnitExplanations First, UnitExplanations Second, double? Correlation)
{
    /// <summary>How much higher the second's IoU is.</summary>
    public double Gain => Second.Best!.Iou - First.Best!.Iou;
}
