using CompExplain.Roaring;

namespace CompExplain.Storage;

/// <summary>
/// Builds the signature index from the concepts' masks. In one shard every position starts in the empty set; each concept,
/// in ascending order, moves its positions from the set they are in to that set with the concept added, so that a set is a
/// node of a tree, named by (parent, concept) and made once. The shards' trees are then merged in order: the numbers depend
/// on the masks alone. Cost: the sum of the masks' sizes.
/// </summary>
internal sealed class SignatureIndexBuilder
{
    private readonly int _conceptCount;
    private readonly Dictionary<(int Parent, int Concept), int> _nodes = [];
    private readonly List<(int Parent, int Concept)> _tree = [(-1, -1)];
    private readonly List<int> _signatureOfNode = [-1];
    private readonly List<int> _nodeOfSignature = [];
    private readonly List<long> _sizes = [];

    public SignatureIndexBuilder(int conceptCount) => _conceptCount = conceptCount;

    /// <summary>The sets of one shard: a tree of nodes, and the node of every position.</summary>
    public sealed record ShardSets(List<(int Parent, int Concept)> Tree, int[] NodeOfPosition);

    /// <summary>Finds the sets of one shard. Shards can be worked on in parallel.</summary>
    public static ShardSets Partition(uint positions, int conceptCount, Func<int, RoaringView> mask, CancellationToken cancellation)
    {
        var nodeOfPosition = new int[positions];
        var tree = new List<(int Parent, int Concept)> { (-1, -1) };
        var child = new int[16];
        var childOf = new int[16];
        Array.Fill(childOf, -1);
        for (int concept = 0; concept < conceptCount; concept++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (first, last) in mask(concept).Ranges)
            {
                foreach (ref int node in nodeOfPosition.AsSpan((int)first, (int)(last - first) + 1))
                {
                    if (childOf[node] != concept)
                    {
                        childOf[node] = concept;
                        child[node] = tree.Count;
                        tree.Add((node, concept));
                        if (tree.Count > child.Length)
                        {
                            int old = child.Length;
                            Array.Resize(ref child, 2 * old);
                            Array.Resize(ref childOf, 2 * old);
                            Array.Fill(childOf, -1, old, old);
                        }
                    }

                    node = child[node];
                }
            }
        }

        return new ShardSets(tree, nodeOfPosition);
    }

    /// <summary>Adds a shard, in order; its positions then hold signatures instead of nodes.</summary>
    public int[] Merge(ShardSets shard)
    {
        var global = new int[shard.Tree.Count];
        for (int node = 1; node < shard.Tree.Count; node++)
        {
            var key = (global[shard.Tree[node].Parent], shard.Tree[node].Concept);
            if (!_nodes.TryGetValue(key, out global[node]))
            {
                global[node] = _tree.Count;
                _nodes.Add(key, _tree.Count);
                _tree.Add(key);
                _signatureOfNode.Add(-1);
            }
        }

        var signatureOf = new int[shard.Tree.Count];
        Array.Fill(signatureOf, -1);
        var counts = new long[shard.Tree.Count];
        foreach (ref int position in shard.NodeOfPosition.AsSpan())
        {
            int node = position;
            counts[node]++;
            if (signatureOf[node] < 0)
                signatureOf[node] = SignatureOf(global[node]);
            position = signatureOf[node];
        }

        for (int node = 0; node < counts.Length; node++)
        {
            if (counts[node] > 0)
                _sizes[signatureOf[node]] += counts[node];
        }

        return shard.NodeOfPosition;
    }

    /// <summary>The index of all shards added.</summary>
    public SignatureIndex Build()
    {
        var offsets = new int[_sizes.Count + 1];
        var concepts = new List<int>();
        for (int signature = 0; signature < _sizes.Count; signature++)
        {
            int start = concepts.Count;
            for (int node = _nodeOfSignature[signature]; node > 0; node = _tree[node].Parent)
                concepts.Add(_tree[node].Concept);
            concepts.Reverse(start, concepts.Count - start);
            offsets[signature + 1] = concepts.Count;
        }

        return SignatureIndex.From(offsets, concepts.ToArray(), _sizes.ToArray(), _conceptCount);
    }

    private int SignatureOf(int node)
    {
        if (_signatureOfNode[node] < 0)
        {
            _signatureOfNode[node] = _sizes.Count;
            _nodeOfSignature.Add(node);
            _sizes.Add(0);
        }

        return _signatureOfNode[node];
    }
}
