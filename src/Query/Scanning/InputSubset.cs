using CompExplain.Storage.Masks;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Scanning;

/// <summary>
/// Some of the inputs of a database, with the signature index that they would have as a data set of their own: a search over it
/// gives exactly what it would give if the other inputs did not exist.
/// </summary>
public sealed class InputSubset
{
    private readonly int[] _signatures;

    /// <summary>A subset.</summary>
    /// <param name="index">The signature index of these inputs.</param>
    /// <param name="positions">All positions of these inputs, for each shard.</param>
    /// <param name="signatures">
    /// The signatures of all inputs that these inputs have, ascending: the i-th is signature i here.
    /// </param>
    internal InputSubset(SignatureIndex index, SerializedMask[] positions, int[] signatures) =>
        (Index, Positions, _signatures) = (index, positions, signatures);

    /// <summary>The inputs' own signature index.</summary>
    public SignatureIndex Index { get; }

    /// <summary>All positions of these inputs, for each shard.</summary>
    internal IReadOnlyList<SerializedMask> Positions { get; }

    /// <summary>Replaces the signatures of all inputs by those of <see cref="Index"/>.</summary>
    /// <param name="hits">Counts of positions in these inputs.</param>
    internal UnitHits Renumber(UnitHits hits) =>
        hits with { Signatures = Array.ConvertAll(hits.Signatures, signature => Array.BinarySearch(_signatures, signature)) };
}
