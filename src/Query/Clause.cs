using CompExplain.Query.Execution;

namespace CompExplain.Query;

/// <summary>A part of a formula: a leaf, or what stands in parentheses on an operator's right.</summary>
/// <param name="Text">The part, with the operator before it: <c>AND NOT blue</c>.</param>
/// <param name="Without">The counts of the formula without it.</param>
public sealed record Clause(string Text, PairCounts Without);
