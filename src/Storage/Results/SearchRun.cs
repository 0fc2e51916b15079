namespace CompExplain.Storage.Results;

/// <summary>A search over the units of a layer, as stored.</summary>
/// <param name="Id">Its number in the database.</param>
/// <param name="LayerId">The layer searched.</param>
/// <param name="Options">All that its answers depend on, as JSON.</param>
/// <param name="Complete">Whether it ran to its end.</param>
public sealed record SearchRun(int Id, int LayerId, string Options, bool Complete);
