namespace CompExplain.Storage.Results;

/// <summary>What is proved about the best formula for a unit within one length, as stored.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Length">How many leaves are allowed.</param>
/// <param name="Bound">No such formula scores more; where it is the explanation's own score, that is the best there is.</param>
/// <param name="Expanded">How many states of the proof were looked into.</param>
/// <param name="ProvedAway">How many were proved to hold nothing better without a look.</param>
/// <param name="BeamScore">What the beam search found, where the proof found a better formula; else null.</param>
public sealed record CertificateRecord(int UnitId, int Length, double Bound, long Expanded, long ProvedAway, double? BeamScore);
