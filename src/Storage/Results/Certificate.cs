namespace CompExplain.Storage.Results;

/// <summary>
/// What is proved about the best formula of a length: no formula with at most that many leaves scores above a bound.
/// </summary>
/// <param name="Bound">The bound. If it is the explanation's own score, no formula scores more.</param>
/// <param name="Expanded">The number of search states that were expanded.</param>
/// <param name="ProvedAway">The number of search states that were pruned, proved to contain nothing better.</param>
/// <param name="BeamScore">The beam search's score, if the proof found a better formula; otherwise null.</param>
public sealed record Certificate(double Bound, long Expanded, long ProvedAway, double? BeamScore);
