namespace CompExplain.Query;

/// <summary>What is proved about the best formula of a length: none of at most so many leaves scores above a bound.</summary>
/// <param name="Bound">The bound. Where it is the explanation's own score, that is the best there is.</param>
/// <param name="Expanded">How many states of the search for a better one were looked into.</param>
/// <param name="ProvedAway">How many were proved to hold none without a look.</param>
/// <param name="BeamScore">What the beam search found, where the proof found a better formula; else null.</param>
public sealed record Certificate(double Bound, long Expanded, long ProvedAway, double? BeamScore)
{
    /// <summary>Whether a score is the best there is.</summary>
    /// <param name="score">The explanation's score.</param>
    public bool IsOptimal(double score) => Bound <= score;
}
