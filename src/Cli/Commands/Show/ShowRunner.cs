using CompExplain.Cli.Output;
using CompExplain.Query;
using CompExplain.Query.Ast;
using CompExplain.Query.Execution;
using CompExplain.Query.Execution.Listing;
using CompExplain.Storage;

namespace CompExplain.Cli.Commands.Show;

/// <summary>Lists the contents of a database, or summarises it.</summary>
internal static class ShowRunner
{
    public static int Run(Terminal terminal, string path, string? subject, string? like, int? limit, OutputFormat format)
    {
        if (subject is null && (like is not null || limit is not null))
        {
            throw new CommandException(
                "--like and --limit are of a list; say of which: concepts, units, layers, inputs, formulas, categories or runs");
        }

        ShowSubject? listed = subject is null ? null : Arguments.OneOf(
            "show",
            subject,
            ("concepts", ShowSubject.Concepts),
            ("units", ShowSubject.Units),
            ("layers", ShowSubject.Layers),
            ("inputs", ShowSubject.Inputs),
            ("formulas", ShowSubject.Formulas),
            ("categories", ShowSubject.Categories),
            ("runs", ShowSubject.Runs));
        if (limit is { } most)
        {
            Arguments.Within("--limit", most, 0, int.MaxValue);
        }

        using var database = ProbeDatabase.Open(path);
        if (listed is not { } what)
        {
            ResultPrinter.Print(DatabaseSummary.Of(database), format, terminal, asRecord: true);
            return ExitCode.Success;
        }

        var result = new QueryEngine(database).Run(
            new ShowQuery(what, like, [], [], limit).ToString(), new RunOptions { Cancellation = terminal.Cancellation });
        ResultPrinter.Print(result, format, terminal);
        return ExitCode.Of(result.Rows.Count > 0);
    }
}
