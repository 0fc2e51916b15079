namespace CompExplain.Storage;

/// <summary>The result of a check of a probe database.</summary>
/// <param name="Checked">What was checked, for people: the number of things of each kind.</param>
/// <param name="Problems">The problems found; empty if there are none.</param>
public sealed record VerifyReport(IReadOnlyList<string> Checked, IReadOnlyList<string> Problems)
{
    /// <summary>Whether no problem was found.</summary>
    public bool IsSound => Problems.Count == 0;
}
