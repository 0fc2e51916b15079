namespace CompExplain.Storage.Results;

/// <summary>What a formula would count without one of its clauses.</summary>
/// <param name="Clause">The clause, with the operator before it: <c>AND NOT blue</c>.</param>
/// <param name="Hits">Positions that the unit and the formula without the clause have.</param>
/// <param name="Size">Positions that the formula without the clause has.</param>
public sealed record ClauseRecord(string Clause, long Hits, long Size);
