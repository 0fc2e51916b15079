namespace CompExplain.Networks.Nli;

/// <summary>A pair with words as numbers of a vocabulary; neither sentence is empty.</summary>
/// <param name="Premise">Word numbers.</param>
/// <param name="Hypothesis">Word numbers.</param>
/// <param name="Label">The class, or -1.</param>
internal sealed record NumberedPair(int[] Premise, int[] Hypothesis, int Label)
{
    /// <summary>Looks the words up; a sentence without words becomes one unknown word.</summary>
    public static NumberedPair Of(NliVocabulary vocabulary, string[] premise, string[] hypothesis, int label = -1) =>
        new(Numbers(vocabulary, premise), Numbers(vocabulary, hypothesis), label);

    private static int[] Numbers(NliVocabulary vocabulary, string[] words) => words.Length == 0
        ? [NliVocabulary.Unknown]
        : [.. words.Take(SentenceBatch.MaximumSentenceLength).Select(word => vocabulary[word])];
}
