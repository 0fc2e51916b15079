using CompExplain.Import.Text;

namespace CompExplain.Networks.Nli;

/// <summary>The words that a network knows, by number: first padding, then the word that stands for all that it does not
/// know.</summary>
internal sealed class NliVocabulary
{
    /// <summary>The number that fills a batch after the end of a sentence.</summary>
    public const int Padding = 0;

    /// <summary>The number of every word that is not in the vocabulary.</summary>
    public const int Unknown = 1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Makes a vocabulary of words by number, the two special ones included.</summary>
    public NliVocabulary(IReadOnlyList<string> words)
    {
        Words = words;
        for (int i = 0; i < words.Count; i++)
        {
            _numbers.TryAdd(words[i], i);
        }
    }

    /// <summary>The words by number.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>A word's number.</summary>
    public int this[string word] => _numbers.GetValueOrDefault(word, Unknown);

    /// <summary>
    /// The words of the pairs in their order: those that have a vector, and those without one that the training pairs have
    /// at least twice, and so can be learned.
    /// </summary>
    public static NliVocabulary Of(
        IEnumerable<NliExample> training, IEnumerable<NliExample> others, IReadOnlySet<string> withVector)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var order = new List<string>();
        Count(training, 1);
        Count(others, 0);
        return new(["<pad>", "<unk>", .. order.Where(word => withVector.Contains(word) || counts[word] >= 2)]);

        void Count(IEnumerable<NliExample> examples, int weight)
        {
            foreach (var example in examples)
            {
                foreach (string[] sentence in (string[][])[example.Premise, example.Hypothesis])
                {
                    foreach (string word in sentence)
                    {
                        if (counts.TryAdd(word, 0))
                        {
                            order.Add(word);
                        }

                        counts[word] += weight;
                    }
                }
            }
        }
    }

    /// <summary>A vector for each word: its given one, or random numbers of the same spread; zeros for padding.</summary>
    public float[] Vectors(WordVectors given, ulong seed)
    {
        int dimension = given.Dimension;
        double sum = 0;
        foreach (float value in given.Rows)
        {
            sum += (double)value * value;
        }

        double spread = given.Rows.Length > 0 ? Math.Sqrt(sum / given.Rows.Length) : 0.1;
        var rowOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < given.Words.Count; i++)
        {
            rowOf.TryAdd(given.Words[i], i);
        }

        var random = new RandomSequence(seed);
        float[] vectors = new float[Words.Count * dimension];
        for (int i = Unknown; i < Words.Count; i++)
        {
            var vector = vectors.AsSpan(i * dimension, dimension);
            if (rowOf.TryGetValue(Words[i], out int row))
            {
                given.Rows.AsSpan(row * dimension, dimension).CopyTo(vector);
            }
            else
            {
                foreach (ref float value in vector)
                {
                    value = (float)(spread * random.NextNormal());
                }
            }
        }

        return vectors;
    }
}
