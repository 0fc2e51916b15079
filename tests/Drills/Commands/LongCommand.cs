namespace CompExplain.Drills.Commands;

/// <summary>A command that takes a while, which is killed, interrupted and disturbed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Command">Its arguments; files are named relative to where it runs.</param>
/// <param name="Made">The files that it starts from, by name.</param>
/// <param name="Written">The file that it makes or changes.</param>
/// <param name="Questions">Commands whose output tells whether it did what it should.</param>
/// <param name="CountFinished">SQL that counts what it has finished so far, of commands that resume; null for others.</param>
internal sealed record LongCommand(
    string Name,
    IReadOnlyList<string> Command,
    Lazy<IReadOnlyDictionary<string, byte[]>> Made,
    string Written,
    IReadOnlyList<string[]> Questions,
    string? CountFinished = null)
{
    /// <summary>The files that it starts from, by name.</summary>
    public IReadOnlyDictionary<string, byte[]> Files => Made.Value;

    /// <summary>Whether what is written is a database.</summary>
    public bool IsDatabase => Written.EndsWith(".cxdb", StringComparison.Ordinal);

    /// <summary>Writes its files into a folder.</summary>
    /// <param name="folder">The folder, which need not be there.</param>
    public void Prepare(string folder) => LongCommands.Write(Files, folder);

    /// <summary>What tells whether it did what it should.</summary>
    /// <param name="runner">Runs the questions.</param>
    /// <param name="folder">Where it ran.</param>
    public List<string> Answers(CommandRunner runner, string folder) => IsDatabase
        ? [.. Questions.Select(question => runner.Run(question, folder).Output)]
        : [Convert.ToHexString(File.ReadAllBytes(Path.Combine(folder, Written)))];

    /// <summary>Runs it undisturbed.</summary>
    /// <param name="runner">Runs it.</param>
    /// <param name="folder">A folder for it.</param>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public (TimeSpan Elapsed, List<string> Answers) Undisturbed(CommandRunner runner, string folder)
    {
        Prepare(folder);
        var elapsed = runner.Must(Command, folder).Elapsed;
        return (elapsed, Answers(runner, folder));
    }
}
