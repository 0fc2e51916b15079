using CompExplain.Storage.Results;

namespace CompExplain.Analysis.Uniqueness;

/// <summary>Units whose formulas have equal masks.</summary>
/// <param name="Formula">The shortest of the formulas.</param>
/// <param name="Units">The units, by number.</param>
public sealed record SharedExplanation(string Formula, IReadOnlyList<UnitExplanations> Units)
{
    /// <summary>Their mean IoU.</summary>
    /// <param name="length">The maximal length of the formulas.</param>
    public double MeanIou(int length) => Units.Average(unit => unit.Within(length)!.Iou);
}
