namespace CompExplain.Bench.PaperScale;

/// <summary>
/// What is in the pictures of a scene: the labels of backgrounds by their place, and of things, the frequent first.
/// </summary>
/// <param name="Top">Backgrounds above.</param>
/// <param name="Middle">Backgrounds in the middle.</param>
/// <param name="Bottom">Grounds.</param>
/// <param name="Things">Things.</param>
/// <param name="ThingSums">The running sums of how frequent they are.</param>
internal sealed record SceneType(int[] Top, int[] Middle, int[] Bottom, int[] Things, double[] ThingSums);
