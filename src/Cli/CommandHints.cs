using CompExplain.Analysis.Results;
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
    /// <summary>The message of a failure, with the option or command that helps if one does.</summary>
    public static string Sentence(Exception failure) => failure switch
    {
        StorageException { Remedy: StorageRemedy.Create, Path: var path } =>
            $"{failure.Message}; make one of images with: compexplain import folder|coco|broden {path} ..., of texts with: "
                + $"compexplain import text|nli {path} ..., or an example with: compexplain demo {path}",
        StorageException { Remedy: StorageRemedy.Replace } =>
            failure.Message + "; add --replace to take its place, or choose another name",
        StorageException { Remedy: StorageRemedy.DropLayers } =>
            failure.Message + "; add --drop-layers to delete them, and probe or import them again",
        StorageException { Remedy: StorageRemedy.Verify, Path: var path } =>
            $"{failure.Message}; run: compexplain verify {path}",
        AnalysisException { Missing: { } missing } => $"{failure.Message}; {Of(missing)}",
        AnalysisException { Option: { } option } => $"{failure.Message} (--{option})",
        SearchException { Missing: { } missing } => $"{failure.Message}; {Of(missing)}",
        ImportException { Option: { } option } => $"{failure.Message} (--{option})",
        ImportException { Command: { } command } => $"{failure.Message} (compexplain {command})",
        IOException when FileFailure.IsDiskFull(failure) => $"{FileFailure.Describe(failure)}: {failure.Message}",
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
        MissingKind.Explanations =>
            $"run: compexplain explain {missing.Database} --layer {missing.Layer}",
        MissingKind.ClassWeights =>
            $"run: compexplain import weights {missing.Database} --layer {missing.Layer} WEIGHTS.npy --classes CLASSES.txt",
        MissingKind.WordVectors => "word vectors are imported with --vectors and --words",
        _ => throw new ArgumentOutOfRangeException(nameof(missing), missing.Kind, null),
    };
}
