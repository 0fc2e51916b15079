using CompExplain.Storage.Results;

namespace CompExplain.Analysis.Accuracy;

/// <summary>How often the network is right where a unit is active.</summary>
/// <param name="Unit">The unit, with its explanations.</param>
/// <param name="Inputs">The number of labelled inputs on which it is active.</param>
/// <param name="Right">How many of them the network is right on.</param>
/// <param name="ByClass">How many of them have each gold label, in the order of <see cref="InputOutcomes.Classes"/>.</param>
public sealed record UnitAccuracy(UnitExplanations Unit, int Inputs, int Right, IReadOnlyList<int> ByClass)
{
    /// <summary>The share of inputs that the network is right on; null if there are none.</summary>
    public double? Accuracy => Inputs == 0 ? null : (double)Right / Inputs;
}
