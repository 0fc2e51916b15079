using CompExplain.Query.Ast;

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

    /// <summary>Which formulas a certificate speaks of.</summary>
    /// <param name="grammar">The grammar searched.</param>
    public static string Claim(SearchGrammar grammar) => grammar == SearchGrammar.Chain
        ? "all chains ((c1 op c2) op c3) ... of at most so many of the search's candidates, each op one of OR, AND, AND NOT"
        : "all formulas of at most so many of the search's candidates, joined by OR, AND, AND NOT in any way; of more than three, all sets of positions that candidates can tell apart";

    /// <summary>Why nothing can be proved of a score.</summary>
    /// <param name="scorer">The score.</param>
    public static string Refusal(Score scorer) =>
        $"no bounds are known of {scorer.NameOf()}: what can be proved is how high IOU, F1, PRECISION and RECALL may be";
}
