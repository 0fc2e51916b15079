using CompExplain.Storage.Masks;

namespace CompExplain.Storage.Signatures;

/// <summary>What became of a signature index when concepts were added.</summary>
/// <param name="Before">The index before.</param>
/// <param name="After">The index with the new concepts.</param>
/// <param name="Split">Which signatures were split into which.</param>
/// <param name="Positions">The positions of the new concepts together, by shard; shards that have none are left out.</param>
internal sealed record ConceptSplit(
    SignatureIndex Before, SignatureIndex After, SignatureSplit Split, IReadOnlyDictionary<int, SerializedMask> Positions);
