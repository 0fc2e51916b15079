using System.CommandLine;
using CompExplain.Import.Concepts;

namespace CompExplain.Cli.Commands.Import;

/// <summary><c>compexplain import concepts</c>: masks as concepts.</summary>
internal static class ImportConceptsCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var file = new Argument<string>("FILE")
        {
            Description =
                "Zeros and ones, a column a concept: .npy or .npz of NumPy or SciPy, or CSV with the names in its header.",
        };
        var category = Arguments.Text("--category", "C", "The concepts' category.", required: true);
        var names = Arguments.Text("--names", "FILE", "The concepts' names, one a line.");
        var kind = Arguments.Text("--kind", "K", "A finer kind within the category.");
        var array = Arguments.Text("--array", "NAME", "The array of an .npz.");
        var command = new Command(
            "concepts", "Adds concepts to a database. Stored searches are deleted, since they did not include them.")
        {
            database, file, category, names, kind, array,
        };
        command.WithExamples("compexplain import concepts snli.cxdb negation.csv --category negation");
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(database);
            var options = new ConceptImportOptions(parsed.GetRequiredValue(file), parsed.GetRequiredValue(category))
            {
                NamesPath = parsed.GetValue(names),
                Kind = parsed.GetValue(kind),
                ArrayName = parsed.GetValue(array),
            };
            return WriteRunner.Run(
                terminal, path, progress => ConceptImporter.Import(options, path, progress, terminal.Cancellation));
        });
        return command;
    }
}
