using CompExplain.Storage.Masks;

namespace CompExplain.Storage.Signatures;

/// <summary>
/// Builds the signature index from the concepts' masks. In one shard every position starts in the empty set; each concept,
/// in ascending order, moves its positions from the set they are in to that set with the concept added, so that a set is a
/// node of a tree, named by (parent, concept) and made once. The shards' trees are then merged in order: signatures are
/// numbered by the first position that has them, and so depend on the masks alone. Cost: the sum of the masks' sizes.
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

    /// <summary>The sets of some positions of a shard.</summary>
    /// <param name="Tree">Nodes, each after its parent; the first is the empty set.</param>
    /// <param name="NodeOfPosition">The node of every position.</param>
    /// <param name="Order">The nodes that have positions, by the first of those.</param>
    /// <param name="Counts">How many positions each node has.</param>
    public sealed record ShardSets(List<(int Parent, int Concept)> Tree, int[] NodeOfPosition, List<int> Order, int[] Counts);

    /// <summary>Goes on from an index: its signatures keep their numbers.</summary>
    public static SignatureIndexBuilder Of(SignatureIndex index, int conceptCount)
    {
        var builder = new SignatureIndexBuilder(conceptCount);
        for (int signature = 0; signature < index.SignatureCount; signature++)
        {
            int node = 0;
            foreach (int concept in index.ConceptsOf(signature))
            {
                node = builder.Child(node, concept);
            }

            builder._sizes[builder.SignatureOf(node)] = index.Sizes[signature];
        }

        return builder;
    }

    /// <summary>
    /// Finds the sets of a shard's positions. Concept by concept, every position of its mask goes from its set, a node of a tree,
    /// to the child of that node for the concept. Nodes with positions are then listed by their first position. Shards can be
    /// worked on in parallel.
    /// </summary>
    /// <param name="first">The first position; those before it are ignored.</param>
    /// <param name="end">One past the last position.</param>
    /// <param name="conceptCount">How many concepts there are.</param>
    /// <param name="mask">The runs of a concept's mask in the shard.</param>
    /// <param name="cancellation">Cancels it.</param>
    public static ShardSets Partition(
        uint first, uint end, int conceptCount, Func<int, RunReader> mask, CancellationToken cancellation)
    {
        int[] nodeOfPosition = new int[end - first];
        var tree = new List<(int Parent, int Concept)> { (-1, -1) };
        int[] child = new int[16];
        int[] childOf = new int[16];
        Array.Fill(childOf, -1);
        for (int concept = 0; concept < conceptCount; concept++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var (from, to) in mask(concept))
            {
                if (to < first)
                {
                    continue;
                }

                uint start = Math.Max(from, first);
                foreach (ref int node in nodeOfPosition.AsSpan((int)(start - first), (int)(to - start) + 1))
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

        var order = new List<int>();
        int[] counts = new int[tree.Count];
        foreach (int node in nodeOfPosition)
        {
            if (counts[node]++ == 0)
            {
                order.Add(node);
            }
        }

        return new ShardSets(tree, nodeOfPosition, order, counts);
    }

    /// <summary>Adds positions, those of the shards in order.</summary>
    /// <returns>The signature of each node that has positions.</returns>
    public int[] Merge(ShardSets sets)
    {
        int[] global = new int[sets.Tree.Count];
        for (int node = 1; node < global.Length; node++)
        {
            global[node] = Child(global[sets.Tree[node].Parent], sets.Tree[node].Concept);
        }

        int[] signatureOf = new int[global.Length];
        foreach (int node in sets.Order)
        {
            signatureOf[node] = SignatureOf(global[node]);
            _sizes[signatureOf[node]] += sets.Counts[node];
        }

        return signatureOf;
    }

    /// <summary>The index of all that was added.</summary>
    public SignatureIndex Build()
    {
        int[] offsets = new int[_sizes.Count + 1];
        var concepts = new List<int>();
        for (int signature = 0; signature < _sizes.Count; signature++)
        {
            int start = concepts.Count;
            for (int node = _nodeOfSignature[signature]; node > 0; node = _tree[node].Parent)
            {
                concepts.Add(_tree[node].Concept);
            }

            concepts.Reverse(start, concepts.Count - start);
            offsets[signature + 1] = concepts.Count;
        }

        return SignatureIndex.From(offsets, concepts.ToArray(), _sizes.ToArray(), _conceptCount);
    }

    private int Child(int parent, int concept)
    {
        if (!_nodes.TryGetValue((parent, concept), out int node))
        {
            node = _tree.Count;
            _nodes.Add((parent, concept), node);
            _tree.Add((parent, concept));
            _signatureOfNode.Add(-1);
        }

        return node;
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
