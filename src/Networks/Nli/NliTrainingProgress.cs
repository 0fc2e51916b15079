namespace CompExplain.Networks.Nli;

/// <summary>How far a training is.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">How many there are at most.</param>
/// <param name="Batch">Batches of the epoch that are done.</param>
/// <param name="Batches">Batches of an epoch.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="HeldOutAccuracy">The share of the held-out pairs that the network got right after this epoch; null before its
/// end.</param>
public readonly record struct NliTrainingProgress(
    int Epoch, int Epochs, int Batch, int Batches, double Loss, double? HeldOutAccuracy);
