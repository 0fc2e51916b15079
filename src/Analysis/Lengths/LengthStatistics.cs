using CompExplain.Analysis.Statistics;

namespace CompExplain.Analysis.Lengths;

/// <summary>The IoU of a layer's units at one maximal length.</summary>
/// <param name="Length">The maximum number of leaves.</param>
/// <param name="Iou">The spread of the units' IoU.</param>
/// <param name="SinceFirst">How much higher it is than at length 1; null at length 1.</param>
/// <param name="SinceLast">How much higher it is than at the length before; null at length 1.</param>
public sealed record LengthStatistics(int Length, Spread Iou, PairedTest? SinceFirst, PairedTest? SinceLast);
