using CompExplain.Storage.Results;

namespace CompExplain.Search;

/// <summary>The progress of work on the units of a layer.</summary>
/// <param name="Done">The number of units that are done, those of an earlier start included.</param>
/// <param name="Total">The number of units to do.</param>
/// <param name="Latest">The unit that was done last; null at the start.</param>
public sealed record SearchProgress(int Done, int Total, UnitExplanations? Latest);
