namespace CompExplain.Networks.Nli;

/// <summary>A pair of sentences to learn from, or to be judged by.</summary>
/// <param name="Premise">Lower-cased tokens.</param>
/// <param name="Hypothesis">Lower-cased tokens.</param>
/// <param name="Label">Which of <see cref="NliExamples.Classes"/>.</param>
internal sealed record NliExample(string[] Premise, string[] Hypothesis, int Label);
