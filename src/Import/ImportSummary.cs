using CompExplain.Storage.Catalog;

namespace CompExplain.Import;

/// <summary>What an import wrote.</summary>
/// <param name="Inputs">Inputs of the data set.</param>
/// <param name="Positions">Positions of the data set: inputs x height x width of the label maps.</param>
/// <param name="Concepts">Concepts written; 0 where units were imported.</param>
/// <param name="Units">Units written; 0 where concepts were imported.</param>
/// <param name="Words">Word vectors written.</param>
public sealed record ImportSummary(int Inputs, long Positions, int Concepts = 0, int Units = 0, int Words = 0)
{
    /// <summary>What was left out, merged, rounded or guessed.</summary>
    public IReadOnlyList<ImportNote> Notes { get; init; } = [];
}
