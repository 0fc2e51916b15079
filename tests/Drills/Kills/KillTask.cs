namespace CompExplain.Drills.Kills;

/// <summary>A command that is killed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Command">Its arguments; files are named relative to where it runs.</param>
/// <param name="Files">The files that it starts from, by name.</param>
/// <param name="Written">The file that it makes or changes.</param>
/// <param name="Questions">Commands whose output tells whether it did what it should.</param>
/// <param name="CountFinished">SQL that counts what it has finished so far, of commands that resume; null for others.</param>
internal sealed record KillTask(
    string Name,
    IReadOnlyList<string> Command,
    IReadOnlyDictionary<string, byte[]> Files,
    string Written,
    IReadOnlyList<string[]> Questions,
    string? CountFinished = null)
{
    /// <summary>Whether what is written is a database.</summary>
    public bool IsDatabase => Written.EndsWith(".cxdb", StringComparison.Ordinal);
}
