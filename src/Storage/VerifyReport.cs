namespace CompExplain.Storage;

/// <summary>What a check of a probe database found.</summary>
/// <param name="Checked">What was checked, for people: how much of each thing.</param>
/// <param name="Problems">What is wrong; empty where nothing is.</param>
public sealed record VerifyReport(IReadOnlyList<string> Checked, IReadOnlyList<string> Problems)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsSound => Problems.Count == 0;
}
