using System.CommandLine;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain query</c>: asks the database.</summary>
internal static class QueryCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var query = new Argument<string[]>("QUERY")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "The query; several words are one query. Without it, queries are read from standard input, one a line; a terminal has history, and Tab completes.",
        };
        var format = Arguments.Format();
        var path = new Option<string>("--path")
        {
            HelpName = "index|masks|auto",
            Description = "What is counted over: the signature index, the compressed masks, or whichever is faster. The answers are the same.",
            DefaultValueFactory = _ => "auto",
        };
        var command = new Command("query", "Asks a database: scores, counts, the best concepts, units and inputs, explanations.") { database, query, format, path };
        command.WithExamples(
            "compexplain query snli.cxdb \"IOU(PREDICTED(contradiction), hyp:nobody OR hyp:sleeping AND NOT pre:sleeping)\"",
            "compexplain query snli.cxdb \"TOP 10 concepts BY IOU(unit 3, ?)\" --format json",
            "compexplain query snli.cxdb EXPLAIN unit 3 LENGTH 5",
            "compexplain query snli.cxdb < queries.txt");
        command.SetAction(parsed => new QueryRunner(terminal, Arguments.ReadFormat(parsed.GetValue(format)), parsed.GetValue(path))
            .Run(parsed.GetRequiredValue(database), parsed.GetValue(query) ?? []));
        return command;
    }
}
