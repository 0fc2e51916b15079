namespace CompExplain.Drills.Inputs;

/// <summary>A format that the product reads, with a small sound input of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Command">The command that reads it; files are named relative to where it runs.</param>
/// <param name="Files">The files of the input, by name.</param>
/// <param name="Changed">The names of those that are changed.</param>
internal sealed record InputFormat(
    string Name, IReadOnlyList<string> Command, IReadOnlyDictionary<string, byte[]> Files, IReadOnlyList<string> Changed);
