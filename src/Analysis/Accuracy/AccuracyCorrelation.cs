using CompExplain.Analysis.Statistics;
using CompExplain.Query.Ast;

namespace CompExplain.Analysis.Accuracy;

/// <summary>How a score of explanations goes with the network's accuracy, over the units of a layer.</summary>
/// <param name="Score">The score.</param>
/// <param name="Held">What is held fixed: nothing, <c>size</c>, <c>log size</c>, <c>labels</c>, or all of them.</param>
/// <param name="Length">The maximal length of the formulas.</param>
/// <param name="Pearson">Pearson's r, or the partial r.</param>
/// <param name="Spearman">Spearman's rho; null where something is held fixed.</param>
public sealed record AccuracyCorrelation(
    Score Score, string Held, int Length, CorrelationTest Pearson, CorrelationTest? Spearman);
