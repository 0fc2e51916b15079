namespace CompExplain.Bench.PaperScale;

/// <summary>What kind of place a scene is.</summary>
[Flags]
internal enum Setting
{
    Indoor = 1,
    Street = 2,
    Nature = 4,
    Water = 8,
}
