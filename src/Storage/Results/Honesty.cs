namespace CompExplain.Storage.Results;

/// <summary>How far an explanation can be trusted.</summary>
/// <param name="Explained">The explanation that was checked, in canonical text.</param>
/// <param name="Formula">The explanation without the clauses that change nothing, in canonical text: the same mask.</param>
/// <param name="Leaves">The number of leaves of <paramref name="Formula"/>.</param>
/// <param name="Dropped">The clauses that change nothing.</param>
/// <param name="Clauses">What each remaining clause adds; empty if the formula is one leaf.</param>
/// <param name="Chance">The IoU that the formula gets by chance.</param>
/// <param name="HeldOut">
/// What the same search found on some of the inputs, counted on the others; null if it found nothing.
/// </param>
public sealed record Honesty(
    string Explained,
    string Formula,
    int Leaves,
    IReadOnlyList<string> Dropped,
    IReadOnlyList<Clause> Clauses,
    ChanceLevel Chance,
    HeldOut? HeldOut);
