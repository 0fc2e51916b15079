namespace CompExplain.Cli.Commands;

/// <summary>Paths of files that commands write.</summary>
internal static class OutputPath
{
    /// <summary>Refuses a path that is a folder, or in a folder that is not there.</summary>
    /// <param name="option">The option that it is of.</param>
    /// <param name="file">The path.</param>
    public static void Check(string option, string file)
    {
        if (Directory.Exists(file))
        {
            throw new CommandException($"{option}: {file} is a folder; name a file");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !Directory.Exists(folder))
        {
            throw new CommandException($"{option}: there is no folder {folder}; make it first");
        }
    }
}
