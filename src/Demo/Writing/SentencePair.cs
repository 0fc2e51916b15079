namespace CompExplain.Demo.Writing;

/// <summary>A premise, a hypothesis, and how the two stand to each other.</summary>
/// <param name="Premise">The premise's tokens, single spaces between them.</param>
/// <param name="Hypothesis">The hypothesis's tokens, single spaces between them.</param>
/// <param name="Label"><c>entailment</c>, <c>neutral</c> or <c>contradiction</c>.</param>
public sealed record SentencePair(string Premise, string Hypothesis, string Label);
