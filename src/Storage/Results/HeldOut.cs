namespace CompExplain.Storage.Results;

/// <summary>A formula that was found on some inputs, counted there and on the inputs held out from the search.</summary>
/// <param name="Formula">The formula, in canonical text.</param>
/// <param name="Seen">Its counts on the inputs that the search saw.</param>
/// <param name="Held">Its counts on the inputs held out.</param>
public sealed record HeldOut(string Formula, PairCounts Seen, PairCounts Held);
