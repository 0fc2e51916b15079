using CompExplain.Query.Scanning;
using CompExplain.Storage.Signatures;

namespace CompExplain.Query.Explaining;

/// <summary>A search for the formula of a mask.</summary>
/// <param name="Target">The mask, by signature.</param>
/// <param name="Candidates">The leaves that formulas may have.</param>
/// <param name="Options">The options of the search.</param>
public sealed record ExplainRequest(UnitHits Target, CandidateTable Candidates, SearchOptions Options);
