namespace CompExplain.Networks.Journals;

/// <summary>A batch of inputs that is in a journal.</summary>
/// <param name="First">The number of the first input.</param>
/// <param name="Count">The number of inputs.</param>
/// <param name="Logits">The network's outputs before softmax, input by input; empty where it gives none.</param>
internal sealed record JournalBatch(int First, int Count, float[] Logits);
