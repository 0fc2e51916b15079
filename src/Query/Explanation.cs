using CompExplain.Query.Ast;
using CompExplain.Query.Execution;

namespace CompExplain.Query;

/// <summary>The best formula that a search found within one length.</summary>
/// <param name="Length">How many leaves were allowed.</param>
/// <param name="Formula">The formula; it may have fewer.</param>
/// <param name="Score">Its score, the penalty for its length taken off.</param>
/// <param name="Counts">What its scores are worked out from.</param>
/// <param name="Certificate">What is proved about the best of that length; null where no proof was asked for.</param>
public sealed record Explanation(int Length, Formula Formula, double Score, PairCounts Counts, Certificate? Certificate = null);
