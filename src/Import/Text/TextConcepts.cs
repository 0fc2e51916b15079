using System.Globalization;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Text;

/// <summary>Makes the concepts of sentence pairs: tokens and tags of either side, and the overlap of the two.</summary>
internal static class TextConcepts
{
    private static readonly HashSet<string> LeftOut = new(StringComparer.Ordinal) { "a", "an", "the", "of", ".", ",", "<pad>" };

    /// <summary>The concept words: the most frequent lower-cased tokens over both sides, ties by ordinal order.</summary>
    public static List<string> FrequentWords(NliCorpus corpus, int top)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var side in (Sentence[][])[corpus.Premises, corpus.Hypotheses])
        {
            foreach (var sentence in side)
            {
                foreach (string word in sentence.Words)
                {
                    if (!LeftOut.Contains(word))
                    {
                        counts[word] = counts.GetValueOrDefault(word) + 1;
                    }
                }
            }
        }

        return [.. counts
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(top)
            .Select(pair => pair.Key)];
    }

    /// <summary>All concepts: for each side its tokens, then its tags; then overlap.</summary>
    public static List<TextConcept> Make(NliCorpus corpus, List<string> words, OverlapDefinition overlap)
    {
        var concepts = new List<TextConcept>();
        // A tag that occurs is a concept of both sides, so that one can be asked for what the other has.
        var tags = corpus.Premises.Concat(corpus.Hypotheses)
            .SelectMany(sentence => sentence.Tags)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();
        AddSide(concepts, "pre", corpus.Premises, words, tags);
        AddSide(concepts, "hyp", corpus.Hypotheses, words, tags);
        AddOverlap(concepts, corpus, overlap);
        return concepts;
    }

    private static void AddSide(
        List<TextConcept> concepts, string side, Sentence[] sentences, List<string> words, List<string> tags)
    {
        var ofWord = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        var ofTag = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (string word in words)
        {
            var pairs = ofWord[word] = [];
            concepts.Add(new(new ConceptRecord(side, word, "token"), pairs));
        }

        foreach (string tag in tags)
        {
            var pairs = ofTag[tag] = [];
            // Punctuation is tagged as itself. Two concepts of one name could not be told apart in a formula.
            string name = ofWord.ContainsKey(tag) ? "tag:" + tag : tag;
            concepts.Add(new(new ConceptRecord(side, name, "tag"), pairs));
        }

        for (int pair = 0; pair < sentences.Length; pair++)
        {
            Mark(ofWord, sentences[pair].Words, pair);
            Mark(ofTag, sentences[pair].Tags, pair);
        }
    }

    private static void Mark(Dictionary<string, List<int>> concepts, string[] found, int pair)
    {
        foreach (string name in found)
        {
            if (concepts.TryGetValue(name, out var pairs) && (pairs.Count == 0 || pairs[^1] != pair))
            {
                pairs.Add(pair);
            }
        }
    }

    private static void AddOverlap(List<TextConcept> concepts, NliCorpus corpus, OverlapDefinition overlap)
    {
        int[] levels = overlap == OverlapDefinition.Paper ? [0, 25, 50, 75] : [25, 50, 75];
        var found = Array.ConvertAll(levels, level => new TextConcept(
            new ConceptRecord("overlap", string.Create(CultureInfo.InvariantCulture, $"overlap-{level}%"), "overlap"), []));
        for (int pair = 0; pair < corpus.Premises.Length; pair++)
        {
            var premise = corpus.Premises[pair].Words.ToHashSet(StringComparer.Ordinal);
            var hypothesis = corpus.Hypotheses[pair].Words.ToHashSet(StringComparer.Ordinal);
            long common = premise.Count(hypothesis.Contains);
            long all = premise.Count + hypothesis.Count - common;
            long of = overlap == OverlapDefinition.Paper ? all : all - common;
            for (int i = 0; i < levels.Length; i++)
            {
                if (100 * common > levels[i] * of)
                {
                    found[i].Pairs.Add(pair);
                }
            }
        }

        concepts.AddRange(found);
    }
}
