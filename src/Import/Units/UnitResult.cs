using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Import.Units;

/// <summary>A unit ready to be written, or why it cannot be.</summary>
internal sealed record UnitResult(UnitRecord? Record, List<(int Shard, SerializedMask Mask)> Masks, ImportException? Failure)
{
    /// <summary>How its activations are stored: as asked, or in full if float16 cannot hold them.</summary>
    public StoredActivations Store { get; init; } = StoredActivations.None;

    /// <summary>The index of the first activation that is rounded where it is stored; -1 if none is.</summary>
    public int FirstRounded { get; init; } = -1;
}
