using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Import.Units;

/// <summary>A unit ready to be written, or why it cannot be.</summary>
internal sealed record UnitResult(UnitRecord? Record, List<(int Shard, SerializedMask Mask)> Masks, ImportException? Failure);
