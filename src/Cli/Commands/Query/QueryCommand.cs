using System.CommandLine;
using CompExplain.Query.Planning;

namespace CompExplain.Cli.Commands.Query;

/// <summary><c>compexplain query</c>: asks the database.</summary>
internal static class QueryCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var query = new Argument<string[]>("QUERY")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "The query; several words are one query. Without it, queries are read from standard input, one per "
                + "line; a terminal has history, and Tab completes.",
        };
        var format = Arguments.Format();
        var path = new ChoiceOption<EvaluationPath>(
            "--path",
            "Where to count: over the signature index, the compressed masks, or whichever is faster. The answers are the same.",
            EvaluationPath.Automatic,
            ("index", EvaluationPath.Index),
            ("masks", EvaluationPath.Masks),
            ("auto", EvaluationPath.Automatic));
        var timeout = Arguments.Text(
            "--timeout", "TIME", "Maximum time for each query, such as 500ms, 30s or 2m; by default there is none.");
        var command = new Command("query", "Asks a database: scores, counts, the best concepts, units and inputs, explanations.")
        {
            database, query, format, path.Option, timeout,
        };
        command.WithExamples(
            "compexplain query snli.cxdb \"IOU(PREDICTED(contradiction), hyp:nobody OR hyp:sleeping AND NOT pre:sleeping)\"",
            "compexplain query snli.cxdb \"TOP 10 concepts BY IOU(unit 3, ?)\" --format json",
            "compexplain query snli.cxdb EXPLAIN unit 3 LENGTH 5",
            "compexplain query snli.cxdb < queries.txt");
        command.SetAction(parsed =>
        {
            var runner = new QueryRunner(terminal, Arguments.ReadFormat(parsed.GetValue(format)), path.Read(parsed))
            {
                Timeout = parsed.GetValue(timeout) is { } time ? Arguments.ReadDuration("--timeout", time) : null,
            };
            return runner.Run(parsed.GetRequiredValue(database), parsed.GetValue(query) ?? []);
        });
        return command;
    }
}
