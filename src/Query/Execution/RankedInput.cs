namespace CompExplain.Query.Execution;

/// <summary>An input, and how much of a formula it has.</summary>
/// <param name="Input">The input, from 0.</param>
/// <param name="Count">How many of its positions the formula has.</param>
/// <param name="Activation">The highest stored activation of the unit on it; null where the formula is no unit's, or none are
/// stored.</param>
public sealed record RankedInput(int Input, long Count, float? Activation);
