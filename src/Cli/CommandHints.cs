using CompExplain.Import;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Explaining;
using CompExplain.Storage.Files;

namespace CompExplain.Cli;

/// <summary>
/// Adds to the failures of the libraries the command or option that helps: a library gives the reason as a type, and only the
/// command line knows its own commands.
/// </summary>
internal static class CommandHints
{
    /// <summary>The message of a failure of storage, with what to do.</summary>
    public static string Sentence(StorageException failure) => failure.Remedy switch
    {
        StorageRemedy.Create => $"{failure.Message}; make one with: compexplain import nli|broden {failure.Path} ...",
        StorageRemedy.Replace => failure.Message + "; add --replace to take its place, or choose another name",
        StorageRemedy.DropLayers => failure.Message + "; add --drop-layers to delete them, and probe or import them again",
        StorageRemedy.Verify => $"{failure.Message}; run: compexplain verify {failure.Path}",
        _ => failure.Message,
    };

    /// <summary>The message of a failed search, with what to do.</summary>
    public static string Sentence(SearchException failure) => failure.Missing is { } missing
        ? $"{failure.Message}; {Of(missing)}"
        : failure.Message;

    /// <summary>The message of a failed import, with the option or command that helps.</summary>
    public static string Sentence(ImportException failure) => failure switch
    {
        { Option: { } option } => $"{failure.Message} (--{option})",
        { Command: { } command } => $"{failure.Message} (compexplain {command})",
        _ => failure.Message,
    };

    /// <summary>
    /// A diagnostic with the command that imports the missing data, in place of its last hint, which names no command.
    /// </summary>
    public static Diagnostic Complete(Diagnostic diagnostic) => diagnostic.Missing is { } missing
        ? diagnostic with { Hints = [.. diagnostic.Hints.SkipLast(1), Of(missing)] }
        : diagnostic;

    /// <summary>The command or the options that import missing data.</summary>
    public static string Of(MissingData missing) => missing.Kind switch
    {
        MissingKind.Layers =>
            $"add one with: compexplain import units {missing.Database} --layer {missing.Layer ?? "NAME"} activations.npy "
                + "--above 0",
        MissingKind.Activations =>
            $"run: compexplain import units {missing.Database} activations.npy --layer {missing.Layer} --replace --top 0.5%",
        MissingKind.LabelsAndPredictions => "import them with --labels and --predictions",
        MissingKind.WordVectors => "word vectors are imported with --vectors and --words",
        _ => throw new ArgumentOutOfRangeException(nameof(missing), missing.Kind, null),
    };
}
