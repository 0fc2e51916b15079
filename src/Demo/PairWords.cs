using CompExplain.Demo.Writing;

namespace CompExplain.Demo;

/// <summary>Sentence pairs as the input of a network: which words each side has, and which both have.</summary>
internal sealed class PairWords
{
    private readonly (int[] Premise, int[] Hypothesis)[] _pairs;

    public PairWords(IReadOnlyList<SentencePair> pairs)
    {
        string[] words =
        [
            .. pairs.SelectMany(pair => Split(pair.Premise).Concat(Split(pair.Hypothesis)))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        Count = words.Length;
        _pairs = [.. pairs.Select(pair => (Find(pair.Premise), Find(pair.Hypothesis)))];

        int[] Find(string sentence) =>
            [.. Split(sentence).Distinct().Select(word => Array.BinarySearch(words, word, StringComparer.Ordinal))];
    }

    /// <summary>The number of distinct words.</summary>
    public int Count { get; }

    /// <summary>Writes a pair's numbers: for each word whether the premise has it, the hypothesis has it, and both have
    /// it.</summary>
    public void Read(int pair, Span<float> values)
    {
        var (premise, hypothesis) = _pairs[pair];
        foreach (int word in premise)
        {
            values[word] = 1;
        }

        foreach (int word in hypothesis)
        {
            values[Count + word] = 1;
            values[(2 * Count) + word] = values[word];
        }
    }

    private static string[] Split(string sentence) =>
        sentence.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
