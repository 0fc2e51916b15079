using static TorchSharp.torch;

namespace CompExplain.Networks.Nli;

/// <summary>
/// Sentences as the network takes them: word numbers, forwards and in reverse, padded at the end to the longest, so that
/// padding comes after all that counts in both directions.
/// </summary>
/// <param name="Forward">sentences x longest, int64.</param>
/// <param name="Reverse">The same with each sentence reversed.</param>
/// <param name="IsPadding">sentences x longest x 1, bool.</param>
internal sealed record SentenceBatch(Tensor Forward, Tensor Reverse, Tensor IsPadding)
{
    /// <summary>Words of a sentence that are read; what is beyond is left out.</summary>
    public const int MaximumSentenceLength = 256;

    /// <summary>Makes a batch: all premises, then all hypotheses. Its tensors are of the current dispose scope.</summary>
    public static SentenceBatch Of(IReadOnlyList<NumberedPair> pairs)
    {
        int count = 2 * pairs.Count;
        int longest = 1;
        foreach (var pair in pairs)
        {
            longest = Math.Max(longest, Math.Max(pair.Premise.Length, pair.Hypothesis.Length));
        }

        long[] forward = new long[count * longest], reverse = new long[count * longest];
        bool[] padding = new bool[count * longest];
        for (int i = 0; i < count; i++)
        {
            int[] words = i < pairs.Count ? pairs[i].Premise : pairs[i - pairs.Count].Hypothesis;
            int start = i * longest;
            for (int t = 0; t < longest; t++)
            {
                bool isWord = t < words.Length;
                forward[start + t] = isWord ? words[t] : NliVocabulary.Padding;
                reverse[start + t] = isWord ? words[^(t + 1)] : NliVocabulary.Padding;
                padding[start + t] = !isWord;
            }
        }

        return new(tensor(forward, [count, longest]), tensor(reverse, [count, longest]), tensor(padding, [count, longest, 1]));
    }
}
