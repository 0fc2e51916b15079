using CompExplain.Query.Ast;
using CompExplain.Query.Scanning;
using CompExplain.Storage.Results;

namespace CompExplain.Query.Explaining;

/// <summary>Explanations of a target to check.</summary>
/// <param name="Engine">The engine that counts.</param>
/// <param name="Target">What they explain: a unit, or any formula.</param>
/// <param name="Found">The explanations, one per length, as the search returned them.</param>
/// <param name="Search">The search that found them.</param>
/// <param name="Candidates">The leaves that they could have.</param>
/// <param name="Options">The options of the check.</param>
public sealed record HonestyRequest(
    ICountingEngine Engine,
    Formula Target,
    IReadOnlyList<Explanation> Found,
    ExplainRequest Search,
    CandidateOptions Candidates,
    HonestyOptions Options);
