namespace CompExplain.Storage.Results;

/// <summary>How far a unit's explanation can be trusted.</summary>
/// <param name="UnitId">The unit.</param>
/// <param name="Explained">The explanation that was checked, in canonical text.</param>
/// <param name="Formula">The explanation without the clauses that change nothing, in canonical text.</param>
/// <param name="Leaves">How many leaves that has.</param>
/// <param name="Dropped">The clauses that change nothing.</param>
/// <param name="Shifts">By how many numbers of inputs the unit's mask was shifted.</param>
/// <param name="AsHigh">How many of the shifted masks had as high an IoU as the unit's own.</param>
/// <param name="ChanceIou">The shifted masks' mean IoU; null where there was no shift.</param>
/// <param name="Clauses">What is left without each clause.</param>
/// <param name="HeldOut">What a search on some of the inputs found, on the others; null where it found nothing.</param>
public sealed record HonestyRecord(
    int UnitId,
    string Explained,
    string Formula,
    int Leaves,
    IReadOnlyList<string> Dropped,
    int Shifts,
    int AsHigh,
    double? ChanceIou,
    IReadOnlyList<ClauseRecord> Clauses,
    HeldOutRecord? HeldOut);
