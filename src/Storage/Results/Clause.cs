namespace CompExplain.Storage.Results;

/// <summary>A clause of a formula: a leaf, or a parenthesised part on the right of an operator.</summary>
/// <param name="Text">The clause with the operator before it: <c>AND NOT blue</c>.</param>
/// <param name="Without">The counts of the formula without it.</param>
public sealed record Clause(string Text, PairCounts Without);
