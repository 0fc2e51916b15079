namespace CompExplain.Storage.Signatures;

/// <summary>
/// The signature index: positions with the same set of concepts cannot be told apart by any formula over concepts, so they
/// are counted together. A signature is a distinct concept set with its number of positions. Two tables in compressed
/// sparse rows: the concepts of each signature, and the signatures of each concept. The spans are the index's own memory.
/// A part is read when it is first asked for: a formula of three concepts needs the sizes and three lists, and a search all.
/// Safe to use from many threads.
/// </summary>
public sealed class SignatureIndex
{
    private readonly Lazy<(int[] Offsets, int[] Concepts)> _sets;
    private readonly Lazy<long[]> _sizes;
    private readonly int[]?[] _postings;
    private readonly Func<int, int[]> _readPostings;

    /// <param name="signatureCount">How many signatures there are.</param>
    /// <param name="referenceCount">How many concepts they have in all.</param>
    /// <param name="conceptCount">How many concepts there are.</param>
    /// <param name="positionCount">How many positions there are.</param>
    /// <param name="sets">Reads the concepts of all signatures: where those of each start, and the concepts.</param>
    /// <param name="sizes">Reads the sizes.</param>
    /// <param name="postings">Reads the signatures of a concept; may be called by several threads at once.</param>
    internal SignatureIndex(
        int signatureCount,
        int referenceCount,
        int conceptCount,
        long positionCount,
        Func<(int[] Offsets, int[] Concepts)> sets,
        Func<long[]> sizes,
        Func<int, int[]> postings)
    {
        SignatureCount = signatureCount;
        ReferenceCount = referenceCount;
        PositionCount = positionCount;
        _sets = new(sets);
        _sizes = new(sizes);
        _postings = new int[]?[conceptCount];
        _readPostings = postings;
    }

    /// <summary>How many distinct concept sets there are; the empty set counts where a position has no concept.</summary>
    public int SignatureCount { get; }

    /// <summary>How many concepts there are, those of size 0 included.</summary>
    public int ConceptCount => _postings.Length;

    /// <summary>How many concepts the signatures have in all.</summary>
    public int ReferenceCount { get; }

    /// <summary>How many positions there are.</summary>
    public long PositionCount { get; }

    /// <summary>
    /// Where the concepts of each signature start in <see cref="Concepts"/>, and the end: one more than there are signatures.
    /// </summary>
    public ReadOnlySpan<int> Offsets => _sets.Value.Offsets;

    /// <summary>The concepts of the signatures, one after the other, ascending in each.</summary>
    public ReadOnlySpan<int> Concepts => _sets.Value.Concepts;

    /// <summary>How many positions each signature has.</summary>
    public ReadOnlySpan<long> Sizes => _sizes.Value;

    /// <summary>Whether the sizes are in memory.</summary>
    internal bool HasSizes => _sizes.IsValueCreated;

    /// <summary>The concepts of a signature, ascending.</summary>
    /// <param name="signature">The signature, from 0.</param>
    public ReadOnlySpan<int> ConceptsOf(int signature)
    {
        var (offsets, concepts) = _sets.Value;
        return concepts.AsSpan(offsets[signature]..offsets[signature + 1]);
    }

    /// <summary>The signatures that have a concept, ascending.</summary>
    /// <param name="concept">The concept's number.</param>
    public ReadOnlySpan<int> SignaturesOf(int concept) => Volatile.Read(ref _postings[concept]) ?? Read(concept);

    /// <summary>
    /// The index as some of the positions alone would have it: their signatures only, in the same order and numbered anew, so
    /// that number i is what number <c>sizes.Signatures[i]</c> is here.
    /// </summary>
    /// <param name="sizes">How many of the positions have each signature.</param>
    public SignatureIndex Restrict(UnitHits sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        int[] offsets = new int[sizes.Signatures.Length + 1];
        var concepts = new List<int>();
        for (int i = 0; i < sizes.Signatures.Length; i++)
        {
            concepts.AddRange(ConceptsOf(sizes.Signatures[i]));
            offsets[i + 1] = concepts.Count;
        }

        return From(offsets, [.. concepts], sizes.Hits, ConceptCount);
    }

    /// <summary>Whether the signatures of a concept are in memory.</summary>
    internal bool HasPostings(int concept) => Volatile.Read(ref _postings[concept]) is not null;

    /// <summary>Makes the index in memory, its second table from the first.</summary>
    internal static SignatureIndex From(int[] offsets, int[] concepts, long[] sizes, int conceptCount)
    {
        int[] counts = new int[conceptCount];
        foreach (int concept in concepts)
        {
            counts[concept]++;
        }

        int[][] postings = Array.ConvertAll(counts, count => new int[count]);
        Array.Clear(counts);
        for (int signature = 0; signature < sizes.Length; signature++)
        {
            foreach (int concept in concepts.AsSpan(offsets[signature]..offsets[signature + 1]))
            {
                postings[concept][counts[concept]++] = signature;
            }
        }

        return new SignatureIndex(
            sizes.Length,
            concepts.Length,
            conceptCount,
            sizes.Sum(),
            () => (offsets, concepts),
            () => sizes,
            concept => postings[concept]);
    }

    private int[] Read(int concept)
    {
        int[] read = _readPostings(concept);
        return Interlocked.CompareExchange(ref _postings[concept], read, null) ?? read;
    }
}
