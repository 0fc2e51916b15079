using System.CommandLine;

namespace CompExplain.Cli.Commands;

/// <summary>The options that several imports and probes take.</summary>
internal static class ImportArguments
{
    public static Argument<string> NewDatabase() => new("DB") { Description = "The database to make." };

    public static Option<bool> ReplaceDatabase() => new("--replace") { Description = "Replace an existing database." };

    public static Option<bool> ReplaceLayer() => new("--replace") { Description = "Replace an existing layer of that name." };

    public static Option<bool> ReplacePredictions() =>
        new("--replace-predictions") { Description = "Replace the stored predictions; by default they are kept." };
}
