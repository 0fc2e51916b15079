namespace CompExplain.Networks.Nli;

/// <summary>What came of a training.</summary>
/// <param name="Pairs">Pairs that were learned from.</param>
/// <param name="HeldOutPairs">Pairs that were set apart.</param>
/// <param name="Words">Words that the network knows.</param>
/// <param name="Epochs">Epochs that were trained.</param>
/// <param name="BestEpoch">The epoch whose weights were kept, from 1.</param>
/// <param name="HeldOutAccuracy">The share of the held-out pairs that they get right.</param>
/// <param name="DevPairs">Further pairs that were measured on.</param>
/// <param name="DevAccuracy">The share of them that the network gets right; null where there are none.</param>
/// <param name="ResumedAfter">The epoch after which it was resumed; 0 where it was begun.</param>
/// <param name="Elapsed">How long the epochs took, those before it was resumed included.</param>
public sealed record NliTrainingSummary(
    int Pairs,
    int HeldOutPairs,
    int Words,
    int Epochs,
    int BestEpoch,
    double HeldOutAccuracy,
    int DevPairs,
    double? DevAccuracy,
    int ResumedAfter,
    TimeSpan Elapsed);
