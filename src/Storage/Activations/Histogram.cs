namespace CompExplain.Storage.Activations;

/// <summary>How a unit's activations are spread: bins of equal width from <see cref="Low"/> to <see cref="High"/>.</summary>
/// <param name="Low">The lowest activation.</param>
/// <param name="High">The highest activation, which the last bin includes.</param>
/// <param name="Counts">How many activations fall in each bin.</param>
public sealed record Histogram(double Low, double High, IReadOnlyList<long> Counts);
