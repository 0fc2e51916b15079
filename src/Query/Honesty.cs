using CompExplain.Query.Ast;

namespace CompExplain.Query;

/// <summary>How far an explanation can be trusted.</summary>
/// <param name="Formula">The explanation without the clauses that change nothing: the same mask.</param>
/// <param name="Dropped">The clauses that change nothing.</param>
/// <param name="Clauses">What each clause adds; none where the formula is one leaf.</param>
/// <param name="Chance">What IoU it gets by chance.</param>
/// <param name="HeldOut">What the same search found on some of the inputs, on the others; null where it found nothing.</param>
public sealed record Honesty(Formula Formula, IReadOnlyList<string> Dropped, IReadOnlyList<Clause> Clauses, ChanceLevel Chance, HeldOut? HeldOut);
