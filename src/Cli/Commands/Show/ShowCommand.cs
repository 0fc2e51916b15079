using System.CommandLine;

namespace CompExplain.Cli.Commands.Show;

/// <summary><c>compexplain show</c>: what is in a database.</summary>
internal static class ShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var subject = new Argument<string>("WHAT")
        {
            Arity = ArgumentArity.ZeroOrOne,
            HelpName = "concepts|units|layers|inputs|formulas|categories|runs",
            Description = "What to list; without it, a summary of the database.",
        };
        var like = Arguments.Text("--like", "PATTERN", "List only names of this pattern: % is any text, _ any character.");
        var limit = Arguments.Limit();
        var format = Arguments.Format();
        var command = new Command("show", "Lists the contents of a database, or summarises it.")
        {
            database, subject, like, limit, format,
        };
        command.WithExamples("compexplain show snli.cxdb", "compexplain show snli.cxdb concepts --like \"pre:s%\" --limit 20");
        command.SetAction(parsed => ShowRunner.Run(
            terminal,
            parsed.GetRequiredValue(database),
            parsed.GetValue(subject),
            parsed.GetValue(like),
            parsed.GetValue(limit),
            Arguments.ReadFormat(parsed.GetValue(format))));
        return command;
    }
}
