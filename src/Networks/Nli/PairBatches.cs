namespace CompExplain.Networks.Nli;

/// <summary>Puts pairs into batches of much the same length, so that little is padding.</summary>
internal static class PairBatches
{
    // Pairs are sorted by length among so many batches, not among all, so that batches differ from epoch to epoch.
    private const int Pool = 32;

    /// <summary>Batches of all pairs in random order.</summary>
    public static List<NumberedPair[]> Shuffled(IReadOnlyList<NumberedPair> pairs, int size, ulong seed)
    {
        var random = new RandomSequence(seed);
        NumberedPair[] order = [.. pairs];
        random.Shuffle<NumberedPair>(order);
        var batches = new List<NumberedPair[]>();
        foreach (var pool in order.Chunk(size * Pool))
        {
            batches.AddRange(pool.OrderBy(pair => pair.Premise.Length).ThenBy(pair => pair.Hypothesis.Length).Chunk(size));
        }

        NumberedPair[][] shuffled = [.. batches];
        random.Shuffle<NumberedPair[]>(shuffled);
        return [.. shuffled];
    }

    /// <summary>Batches of all pairs by length; with the place of each pair.</summary>
    public static IEnumerable<(int[] Places, NumberedPair[] Pairs)> Sorted(IReadOnlyList<NumberedPair> pairs, int size) =>
        Enumerable.Range(0, pairs.Count)
            .OrderBy(i => Math.Max(pairs[i].Premise.Length, pairs[i].Hypothesis.Length))
            .Chunk(size)
            .Select(places => (places, Array.ConvertAll(places, i => pairs[i])));
}
