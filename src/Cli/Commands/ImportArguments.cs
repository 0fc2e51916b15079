using System.CommandLine;

namespace CompExplain.Cli.Commands;

/// <summary>The options that several imports and probes take.</summary>
internal static class ImportArguments
{
    public static Argument<string> NewDatabase() => new("DB") { Description = "The database to make." };

    public static Option<bool> ReplaceDatabase() => new("--replace") { Description = "Replace a database that is there." };

    public static Option<bool> ReplaceLayer() => new("--replace") { Description = "Replace a layer of that name." };

    public static Option<bool> ReplacePredictions() =>
        new("--replace-predictions") { Description = "Replace predictions that are there; without it they stay." };

    /// <summary>An option with a text.</summary>
    public static Option<string> Text(string name, string helpName, string description, bool required = false) =>
        new(name) { HelpName = helpName, Description = description, Required = required };

    /// <summary>An option with a whole number.</summary>
    public static Option<int> Number(string name, string description, int usual) =>
        new(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => usual };
}
