namespace CompExplain.Storage.Results;

/// <summary>A stored search over the units of a layer.</summary>
/// <param name="Id">Its number in the database.</param>
/// <param name="LayerId">The layer searched.</param>
/// <param name="Options">All options that its answers depend on, as JSON.</param>
/// <param name="Complete">Whether every unit is done.</param>
public sealed record SearchRun(int Id, int LayerId, string Options, bool Complete);
