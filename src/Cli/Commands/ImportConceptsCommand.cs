using System.CommandLine;
using CompExplain.Import.Concepts;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain import concepts</c>: one's own masks.</summary>
internal static class ImportConceptsCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var file = new Argument<string>("FILE") { Description = "Zeros and ones, a column a concept: .npy or .npz of NumPy or SciPy, or CSV with the names in its header." };
        var category = new Option<string>("--category") { HelpName = "C", Description = "The concepts' category.", Required = true };
        var names = new Option<string>("--names") { HelpName = "FILE", Description = "The concepts' names, one a line." };
        var kind = new Option<string>("--kind") { HelpName = "K", Description = "A finer kind in the category." };
        var array = new Option<string>("--array") { HelpName = "NAME", Description = "Which array of an .npz." };
        var command = new Command("concepts", "Adds concepts to a database; searches that are stored are forgotten, since they did not know them.")
        {
            database, file, category, names, kind, array,
        };
        command.WithExamples("compexplain import concepts snli.cxdb negation.csv --category negation");
        command.SetAction(parsed => ImportRunner.Run(terminal, parsed.GetRequiredValue(database), new ConceptImportOptions(parsed.GetRequiredValue(file), parsed.GetRequiredValue(category))
        {
            NamesPath = parsed.GetValue(names),
            Kind = parsed.GetValue(kind),
            ArrayName = parsed.GetValue(array),
        }));
        return command;
    }
}
