using CompExplain.Query.Ast;
using CompExplain.Query.Scanning;

namespace CompExplain.Query;

/// <summary>Which explanations of a target are to be checked.</summary>
/// <param name="Engine">What answers queries.</param>
/// <param name="Target">What they explain: a unit, or any formula.</param>
/// <param name="Found">The explanations, one a length, as the search gave them.</param>
/// <param name="Search">How they were searched for.</param>
/// <param name="Candidates">Which leaves they could have.</param>
/// <param name="Options">How they are to be checked.</param>
public sealed record HonestyRequest(
    QueryEngine Engine, Formula Target, IReadOnlyList<Explanation> Found, ExplainRequest Search, CandidateOptions Candidates, HonestyOptions Options);
