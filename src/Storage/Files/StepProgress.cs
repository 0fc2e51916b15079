namespace CompExplain.Storage.Files;

/// <summary>The progress of a long piece of work.</summary>
/// <param name="Step">The current step, for people.</param>
/// <param name="Done">The amount of it that is done.</param>
/// <param name="Total">The total amount; 0 if it is not known.</param>
public readonly record struct StepProgress(string Step, long Done, long Total);
