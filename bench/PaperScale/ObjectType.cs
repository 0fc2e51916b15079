namespace CompExplain.Bench.PaperScale;

/// <summary>What an object looks like.</summary>
/// <param name="Colors">The labels of its colours, the frequent first.</param>
/// <param name="Parts">The labels of its parts; none where it has none.</param>
/// <param name="Size">How wide it is, as a share of the picture.</param>
/// <param name="IsRound">Whether it is an ellipse or a box.</param>
internal sealed record ObjectType(int[] Colors, int[] Parts, double Size, bool IsRound);
