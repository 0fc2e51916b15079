namespace CompExplain.Storage.Results;

/// <summary>A stored honesty check of a search's answers.</summary>
/// <param name="Id">Its number in the database.</param>
/// <param name="RunId">The search that it checks.</param>
/// <param name="Options">All options that its numbers depend on, as JSON.</param>
/// <param name="HeldOutPositions">The number of positions of the inputs held out.</param>
public sealed record HonestyRun(int Id, int RunId, string Options, long HeldOutPositions);
