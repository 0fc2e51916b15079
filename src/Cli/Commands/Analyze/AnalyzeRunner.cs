using CompExplain.Analysis;
using CompExplain.Analysis.Results;
using CompExplain.Cli.Output;
using CompExplain.Query;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;
using CompExplain.Storage;

namespace CompExplain.Cli.Commands.Analyze;

/// <summary>Makes an analysis, and prints a table of it.</summary>
internal static class AnalyzeRunner
{
    public static int Run(Terminal terminal, AnalyzeArguments arguments)
    {
        var kind = arguments.Analysis;
        if (arguments.Particular.FirstOrDefault(each => !each.For.Contains(kind.Name)) is { Option: { } option } misplaced)
        {
            throw new CommandException($"{option} is for {string.Join(" and ", misplaced.For)}, not for {kind.Name}");
        }

        if (kind.Scope == AnalysisScope.Layer && arguments.Of.Count > 0)
        {
            throw new CommandException($"{kind.Name} is of a layer (--layer), not of '{arguments.Of[0]}'");
        }

        if (arguments.Plot is { } file)
        {
            ChartOutput.Check(file);
        }
        else if (arguments.Chart is not null)
        {
            throw new CommandException("--chart says what --plot draws; give --plot FILE.svg, too");
        }

        using var database = ProbeDatabase.Open(arguments.Database);
        using var other = arguments.With is { } path ? ProbeDatabase.Open(path) : null;
        var result = ProgressDisplay.Run(terminal, progress => kind.Run(new AnalysisRequest(new QueryEngine(database))
        {
            Layer = arguments.Layer,
            Run = arguments.Run,
            Accuracy = arguments.Accuracy,
            Unique = arguments.Unique,
            Formula = arguments.Of.Count > 0 ? string.Join(' ', arguments.Of) : null,
            Compared = arguments.Of,
            With = other is null ? null : new QueryEngine(other),
            Match = arguments.Match,
            Progress = progress,
            Cancellation = terminal.Cancellation,
        }));
        var chart = arguments.Plot is null ? null : ChartOutput.Choose(result, arguments.Chart);
        Print(terminal, result, arguments);
        if (chart is not null)
        {
            ChartOutput.Write(terminal, chart, arguments.Plot!);
        }

        return ExitCode.Success;
    }

    /// <summary>An analysis by its name.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public static AnalysisKind Find(string name)
    {
        var names = Analyses.All.Select(each => each.Name).ToList();
        var near = Suggestions.Nearest(name, names, 1);
        return Analyses.Find(name) ?? throw new CommandException(
            $"there is no analysis '{name}'; "
                + (near.Count > 0 ? Suggestions.DidYouMean(near) : $"there are: {string.Join(", ", names)}"));
    }

    private static void Print(Terminal terminal, AnalysisResult result, AnalyzeArguments arguments)
    {
        var names = result.Tables.Select(each => each.Name).ToList();
        var table = arguments.Table is null
            ? result.Tables[0]
            : result.Tables.FirstOrDefault(each => each.Name.Equals(arguments.Table, StringComparison.OrdinalIgnoreCase))
                ?? throw new CommandException(
                    $"--table: {result.Name} has no table '{arguments.Table}'; there are: {string.Join(", ", names)}");
        if (arguments.Format is OutputFormat.Table or OutputFormat.Markdown)
        {
            terminal.Out.WriteLine(VisibleText.Of(result.Summary));
            terminal.Out.WriteLine();
            terminal.Out.WriteLine($"{VisibleText.Of(table.Title)}:");
            terminal.Out.WriteLine();
        }

        var others = result.Tables.Where(each => each != table)
            .Select(each => $"{each.Name} ({each.Rows.Rows.Count} rows)").ToList();
        ResultPrinter.Print(
            table.Rows with
            {
                Notes =
                [
                    .. table.Rows.Notes,
                    .. result.Notes,
                    .. others.Count > 0
                        ? [$"more with --table: {string.Join(", ", others)}"]
                        : Array.Empty<string>(),
                ],
            },
            arguments.Format,
            terminal);
    }
}
