namespace CompExplain.Storage.Results;

/// <summary>A formula that was found on some inputs, counted there and on the others.</summary>
/// <param name="Formula">The formula, in canonical text.</param>
/// <param name="SeenHits">Positions of the inputs that the search saw, that both the unit and the formula have.</param>
/// <param name="SeenSize">Those that the formula has.</param>
/// <param name="SeenUnitSize">Those that the unit has.</param>
/// <param name="HeldHits">Positions of the inputs held out, that both have.</param>
/// <param name="HeldSize">Those that the formula has.</param>
/// <param name="HeldUnitSize">Those that the unit has.</param>
public sealed record HeldOutRecord(
    string Formula, long SeenHits, long SeenSize, long SeenUnitSize, long HeldHits, long HeldSize, long HeldUnitSize);
