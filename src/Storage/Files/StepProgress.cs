namespace CompExplain.Storage.Files;

/// <summary>How far a long piece of work is.</summary>
/// <param name="Step">What is being done, for people.</param>
/// <param name="Done">How much of it is done.</param>
/// <param name="Total">How much there is in all; 0 where that is not known.</param>
public readonly record struct StepProgress(string Step, long Done, long Total);
