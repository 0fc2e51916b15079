using CompExplain.Storage.Catalog;

namespace CompExplain.Networks.Nli;

/// <summary>What a probe of sentence pairs wrote.</summary>
/// <param name="Layer">The layer's name in the database.</param>
/// <param name="Pairs">Pairs that were run.</param>
/// <param name="Units">Units of the layer.</param>
/// <param name="DeadUnits">Units that are active on no pair.</param>
/// <param name="UnknownWords">The share of the pairs' words that the network does not know.</param>
/// <param name="Labelled">Pairs that have a label.</param>
/// <param name="Accuracy">The share of them that the network gets right; null where there are none.</param>
/// <param name="PredictionsStored">Whether predictions were stored, and not left as they were.</param>
public sealed record NliProbeSummary(
    string Layer,
    int Pairs,
    int Units,
    int DeadUnits,
    double UnknownWords,
    int Labelled,
    double? Accuracy,
    bool PredictionsStored)
{
    /// <summary>What was left out, rounded or guessed.</summary>
    public IReadOnlyList<ImportNote> Notes { get; init; } = [];
}
