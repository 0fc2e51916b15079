namespace CompExplain.Search;

/// <summary>How far the search of a layer is.</summary>
/// <param name="Done">How many units are done, those of an earlier start included.</param>
/// <param name="Total">How many units there are to do.</param>
/// <param name="Latest">The unit that was done last; null at the start.</param>
public sealed record SearchProgress(int Done, int Total, UnitExplanation? Latest);
