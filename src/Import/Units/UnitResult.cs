using CompExplain.Roaring;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Units;

/// <summary>A unit ready to be written, or why it cannot be.</summary>
internal sealed record UnitResult(UnitRecord? Record, List<(int Shard, Roaring32Bitmap Mask)> Masks, ImportException? Failure);
