namespace CompExplain.Storage.Signatures;

/// <summary>
/// Adds concepts to a signature index without looking at those that it has: the positions of a new concept leave their
/// signature for that signature with the concept added. Where all of a signature's positions leave it, the first of those that
/// they go to takes its number; the others are numbered after all there are. The set of signatures is the one that building
/// the index anew would find; their order is not.
/// </summary>
/// <param name="index">The index.</param>
/// <param name="positionsPerInput">How many positions an input has.</param>
internal sealed class SignatureSplit(SignatureIndex index, int positionsPerInput)
{
    // Signatures to be, from the index's count on: each is its parent (a signature, or another of these) and a concept.
    private readonly Dictionary<(int Parent, int Concept), int> _children = [];
    private readonly List<(int Parent, int Concept)> _added = [];
    private readonly List<long> _counts = [];
    private readonly Dictionary<int, long> _left = [];
    private int[] _numberOf = [];
    private int[] _rootOf = [];

    /// <summary>A shard's positions after the split, its new signatures numbered as the shard came on them.</summary>
    /// <param name="Positions">The packed positions.</param>
    /// <param name="Added">The new signatures: a parent and a concept each.</param>
    /// <param name="Counts">How many positions each of them has.</param>
    public sealed record ShardSplit(byte[] Positions, List<(int Parent, int Concept)> Added, List<long> Counts);

    /// <summary>Splits the positions of a shard. Shards can be worked on in parallel.</summary>
    /// <param name="positions">The shard's packed positions.</param>
    /// <param name="inputs">How many inputs it has.</param>
    /// <param name="runs">The new concepts' positions in the shard: runs within an input, by input and then by concept.</param>
    public ShardSplit Split(ReadOnlySpan<byte> positions, int inputs, List<(int Input, int Concept, int First, int Last)> runs)
    {
        int old = index.SignatureCount;
        var children = new Dictionary<(int, int), int>();
        var added = new List<(int, int)>();
        var counts = new List<long>();
        int at = 0;
        bool IsChanged(int input) => at < runs.Count && runs[at].Input == input;
        byte[] split = PositionMap.Rewrite(positions, inputs, positionsPerInput, old, IsChanged, (input, signatures) =>
        {
            for (; at < runs.Count && runs[at].Input == input; at++)
            {
                var run = runs[at];
                foreach (ref int signature in signatures[run.First..(run.Last + 1)])
                {
                    if (!children.TryGetValue((signature, run.Concept), out int child))
                    {
                        child = old + added.Count;
                        children.Add((signature, run.Concept), child);
                        added.Add((signature, run.Concept));
                        counts.Add(0);
                    }

                    if (signature >= old)
                    {
                        counts[signature - old]--;
                    }

                    counts[child - old]++;
                    signature = child;
                }
            }
        });
        return new ShardSplit(split, added, counts);
    }

    /// <summary>Takes a shard's new signatures among those of all, in the shards' order.</summary>
    /// <returns>What each of them is among all, to be numbered by <see cref="Number"/>.</returns>
    public int[] Merge(ShardSplit shard)
    {
        int old = index.SignatureCount;
        int[] global = new int[shard.Added.Count];
        for (int i = 0; i < global.Length; i++)
        {
            var (parent, concept) = shard.Added[i];
            var key = (parent < old ? parent : old + global[parent - old], concept);
            if (!_children.TryGetValue(key, out global[i]))
            {
                global[i] = _added.Count;
                _children.Add(key, global[i]);
                _added.Add(key);
                _counts.Add(0);
            }

            _counts[global[i]] += shard.Counts[i];
        }

        return global;
    }

    /// <summary>
    /// Numbers the new signatures, once all shards are merged. First, what each old signature has left; then a number for each
    /// new signature that has positions: that of its old one if nothing is left of that, else the next; then their concepts.
    /// </summary>
    /// <param name="conceptCount">How many concepts there are now.</param>
    /// <returns>The index with them.</returns>
    public SignatureIndex Number(int conceptCount)
    {
        int old = index.SignatureCount;
        _rootOf = new int[_added.Count];
        for (int i = 0; i < _rootOf.Length; i++)
        {
            _rootOf[i] = _added[i].Parent < old ? _added[i].Parent : _rootOf[_added[i].Parent - old];
            _left[_rootOf[i]] = _left.GetValueOrDefault(_rootOf[i]) + _counts[i];
        }

        var sizes = new List<long>(index.Sizes.Length + _added.Count);
        sizes.AddRange(index.Sizes);
        var nodeOf = new Dictionary<int, int>();
        _numberOf = new int[_added.Count];
        foreach (var (root, count) in _left)
        {
            sizes[root] -= count;
        }

        for (int i = 0; i < _numberOf.Length; i++)
        {
            _numberOf[i] = -1;
            if (_counts[i] == 0)
            {
                continue;
            }

            if (sizes[_rootOf[i]] == 0)
            {
                _numberOf[i] = _rootOf[i];
                sizes[_rootOf[i]] = _counts[i];
            }
            else
            {
                _numberOf[i] = sizes.Count;
                sizes.Add(_counts[i]);
            }

            nodeOf[_numberOf[i]] = i;
        }

        return WithSets(sizes, nodeOf, conceptCount);
    }

    /// <summary>A split shard's packed positions with the numbers that all shards have.</summary>
    /// <param name="shard">The split shard.</param>
    /// <param name="inputs">How many inputs it has.</param>
    /// <param name="global">What <see cref="Merge"/> gave for it.</param>
    public byte[] Renumber(ShardSplit shard, int inputs, int[] global)
    {
        int old = index.SignatureCount;
        return PositionMap.Renumber(
            shard.Positions,
            inputs,
            positionsPerInput,
            signature => signature < old ? signature : _numberOf[global[signature - old]]);
    }

    /// <summary>A unit's hits in the new signatures, from its hits in the old ones.</summary>
    /// <param name="hits">Its hits in the old signatures.</param>
    /// <param name="moved">Its hits, by the new signatures, on the new concepts' positions alone.</param>
    public UnitHits Move(UnitHits hits, UnitHits moved)
    {
        var counts = new SortedDictionary<int, long>();
        for (int i = 0; i < hits.Signatures.Length; i++)
        {
            counts.Add(hits.Signatures[i], hits.Hits[i]);
        }

        var rootOf = RootOfNumber;
        for (int i = 0; i < moved.Signatures.Length; i++)
        {
            counts[rootOf[moved.Signatures[i]]] -= moved.Hits[i];
            counts[moved.Signatures[i]] = counts.GetValueOrDefault(moved.Signatures[i]) + moved.Hits[i];
        }

        var some = counts.Where(each => each.Value > 0).ToList();
        return new UnitHits([.. some.Select(each => each.Key)], [.. some.Select(each => each.Value)]);
    }

    private Dictionary<int, int> RootOfNumber => field ??= Enumerable.Range(0, _numberOf.Length)
        .Where(i => _numberOf[i] >= 0).ToDictionary(i => _numberOf[i], i => _rootOf[i]);

    /// <summary>
    /// The index of all signatures. A new one has the concepts of the signature that it was split from, and those that it was
    /// split by.
    /// </summary>
    private SignatureIndex WithSets(List<long> sizes, Dictionary<int, int> nodeOf, int conceptCount)
    {
        int old = index.SignatureCount;
        int[] offsets = new int[sizes.Count + 1];
        var concepts = new List<int>(index.ReferenceCount + (2 * _added.Count));
        var more = new Stack<int>();
        for (int signature = 0; signature < sizes.Count; signature++)
        {
            bool isNew = nodeOf.TryGetValue(signature, out int node);
            concepts.AddRange(index.ConceptsOf(isNew ? _rootOf[node] : signature));
            for (int at = isNew ? old + node : -1; at >= old; at = _added[at - old].Parent)
            {
                more.Push(_added[at - old].Concept);
            }

            while (more.TryPop(out int concept))
            {
                concepts.Add(concept);
            }

            offsets[signature + 1] = concepts.Count;
        }

        return SignatureIndex.From(offsets, concepts.ToArray(), sizes.ToArray(), conceptCount);
    }
}
