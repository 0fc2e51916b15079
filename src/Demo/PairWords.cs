using CompExplain.Demo.Writing;
using static TorchSharp.torch;

namespace CompExplain.Demo;

/// <summary>Sentence pairs as the demo's network has them: which words are on either side, and which on both.</summary>
internal sealed class PairWords
{
    private readonly (int[] Premise, int[] Hypothesis)[] _pairs;

    public PairWords(IReadOnlyList<SentencePair> pairs)
    {
        string[] words = [.. pairs.SelectMany(pair => Split(pair.Premise).Concat(Split(pair.Hypothesis))).Distinct().Order(StringComparer.Ordinal)];
        Count = words.Length;
        _pairs = [.. pairs.Select(pair => (Find(pair.Premise), Find(pair.Hypothesis)))];

        int[] Find(string sentence) => [.. Split(sentence).Distinct().Select(word => Array.BinarySearch(words, word, StringComparer.Ordinal))];
    }

    /// <summary>How many words there are.</summary>
    public int Count { get; }

    /// <summary>Some pairs: pairs x three times the words.</summary>
    public Tensor Batch(int[] chosen)
    {
        float[] values = new float[chosen.Length * 3 * Count];
        for (int i = 0; i < chosen.Length; i++)
        {
            var (premise, hypothesis) = _pairs[chosen[i]];
            var row = values.AsSpan(i * 3 * Count, 3 * Count);
            foreach (int word in premise)
            {
                row[word] = 1;
            }

            foreach (int word in hypothesis)
            {
                row[Count + word] = 1;
                row[(2 * Count) + word] = row[word];
            }
        }

        return tensor(values, [chosen.Length, 3 * Count]);
    }

    private static string[] Split(string sentence) => sentence.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
