using CompExplain.Query.Ast;
using CompExplain.Query.Scanning;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query;

/// <summary>What a search for the formula of a mask is to do.</summary>
/// <param name="Target">The mask, by signature.</param>
/// <param name="Candidates">The leaves that formulas may have.</param>
/// <param name="Length">The most leaves that a formula may have.</param>
/// <param name="Beam">How many formulas are kept from each length to the next.</param>
/// <param name="Scorer">What is to be highest.</param>
/// <param name="Grammar">Which formulas are searched.</param>
public sealed record ExplainRequest(UnitHits Target, CandidateTable Candidates, int Length, int Beam, Score Scorer, SearchGrammar Grammar = SearchGrammar.Chain);
