namespace CompExplain.Storage;

/// <summary>
/// The signature index: positions with the same set of concepts cannot be told apart by any formula over concepts, so they
/// are counted together. A signature is a distinct concept set with its number of positions. Two tables in compressed
/// sparse rows: the concepts of each signature, and the signatures of each concept. The spans are the index's own memory.
/// </summary>
public sealed class SignatureIndex
{
    private readonly int[] _offsets;
    private readonly int[] _concepts;
    private readonly long[] _sizes;
    private readonly int[] _postingOffsets;
    private readonly int[] _postings;

    internal SignatureIndex(int[] offsets, int[] concepts, long[] sizes, int[] postingOffsets, int[] postings)
    {
        _offsets = offsets;
        _concepts = concepts;
        _sizes = sizes;
        _postingOffsets = postingOffsets;
        _postings = postings;
        long positions = 0;
        foreach (long size in sizes)
            positions = checked(positions + size);
        PositionCount = positions;
    }

    /// <summary>How many distinct concept sets there are; the empty set counts where a position has no concept.</summary>
    public int SignatureCount => _sizes.Length;

    /// <summary>How many concepts there are, those of size 0 included.</summary>
    public int ConceptCount => _postingOffsets.Length - 1;

    /// <summary>How many concepts the signatures have in all.</summary>
    public int ReferenceCount => _concepts.Length;

    /// <summary>How many positions there are.</summary>
    public long PositionCount { get; }

    /// <summary>Where the concepts of each signature start in <see cref="Concepts"/>, and the end: one more than there are signatures.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>The concepts of the signatures, one after the other, ascending in each.</summary>
    public ReadOnlySpan<int> Concepts => _concepts;

    /// <summary>How many positions each signature has.</summary>
    public ReadOnlySpan<long> Sizes => _sizes;

    /// <summary>The concepts of a signature, ascending.</summary>
    /// <param name="signature">The signature, from 0.</param>
    public ReadOnlySpan<int> ConceptsOf(int signature) => _concepts.AsSpan(_offsets[signature].._offsets[signature + 1]);

    /// <summary>The signatures that have a concept, ascending.</summary>
    /// <param name="concept">The concept's number.</param>
    public ReadOnlySpan<int> SignaturesOf(int concept) => _postings.AsSpan(_postingOffsets[concept].._postingOffsets[concept + 1]);

    /// <summary>
    /// The index as some of the positions alone would have it: their signatures only, in the same order and numbered anew, so
    /// that number i is what number <c>sizes.Signatures[i]</c> is here.
    /// </summary>
    /// <param name="sizes">How many of the positions have each signature.</param>
    public SignatureIndex Restrict(UnitHits sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        var offsets = new int[sizes.Signatures.Length + 1];
        var concepts = new List<int>();
        for (int i = 0; i < sizes.Signatures.Length; i++)
        {
            concepts.AddRange(ConceptsOf(sizes.Signatures[i]));
            offsets[i + 1] = concepts.Count;
        }

        return From(offsets, [.. concepts], sizes.Hits, ConceptCount);
    }

    internal int[] OffsetArray => _offsets;

    internal int[] ConceptArray => _concepts;

    internal long[] SizeArray => _sizes;

    internal int[] PostingOffsetArray => _postingOffsets;

    internal int[] PostingArray => _postings;

    /// <summary>Makes the index, its second table from the first.</summary>
    internal static SignatureIndex From(int[] offsets, int[] concepts, long[] sizes, int conceptCount)
    {
        var postingOffsets = new int[conceptCount + 1];
        foreach (int concept in concepts)
            postingOffsets[concept + 1]++;
        for (int concept = 0; concept < conceptCount; concept++)
            postingOffsets[concept + 1] += postingOffsets[concept];
        var next = postingOffsets.AsSpan(0, conceptCount).ToArray();
        var postings = new int[concepts.Length];
        for (int signature = 0; signature < sizes.Length; signature++)
        {
            for (int i = offsets[signature]; i < offsets[signature + 1]; i++)
                postings[next[concepts[i]]++] = signature;
        }

        return new SignatureIndex(offsets, concepts, sizes, postingOffsets, postings);
    }
}
