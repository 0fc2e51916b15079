using System.CommandLine;
using CompExplain.Import.Text;

namespace CompExplain.Cli.Commands.Import;

/// <summary><c>compexplain import text</c>: a table of texts with columns of concepts.</summary>
internal static class ImportTextCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = ImportArguments.NewDatabase();
        var file = new Argument<string>("CSV") { Description = "The table; its first line names the columns." };
        var text = new Option<string[]>("--text")
        {
            HelpName = "COLUMN",
            Description = "The column with the text; several, separated by commas, are joined.",
            Required = true,
        };
        var label = Arguments.Text("--label", "COLUMN", "The column with the gold label.");
        var prediction = Arguments.Text("--prediction", "COLUMN", "The column with the network's prediction.");
        var split = Arguments.Text("--split", "COLUMN", "The column with the split: train, val, ...");
        var concepts = new Option<string[]>("--concepts")
        {
            HelpName = "a,b",
            Description = "The columns of 0 and 1; by default all columns that no other option names.",
        };
        var list = Arguments.Text(
            "--list", "COLUMN", "A column with the names of a text's concepts, separated by semicolons.");
        var category = Arguments.Text("--category", "C", "The concepts' category.");
        category.DefaultValueFactory = _ => TextTableImportOptions.DefaultCategory;
        var name = Arguments.Text("--name", "NAME", "The data set's name; by default the file's.");
        var replace = ImportArguments.ReplaceDatabase();
        var command = new Command("text", "Makes a database of a table of texts, a row a text, with columns of concepts.")
        {
            database, file, text, label, prediction, split, concepts, list, category, name, replace,
        };
        command.WithExamples("compexplain import text reviews.cxdb reviews.csv --text review --label stars --list topics");
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(database);
            var options = new TextTableImportOptions(
                parsed.GetRequiredValue(file), Arguments.ReadList(parsed.GetRequiredValue(text)))
            {
                Name = parsed.GetValue(name),
                LabelColumn = parsed.GetValue(label),
                PredictionColumn = parsed.GetValue(prediction),
                SplitColumn = parsed.GetValue(split),
                ConceptColumns = Arguments.ReadList(parsed.GetValue(concepts)) is { Count: > 0 } chosen ? chosen : null,
                ListColumn = parsed.GetValue(list),
                Category = parsed.GetRequiredValue(category),
                Replace = parsed.GetValue(replace),
            };
            return WriteRunner.Run(
                terminal, path, progress => TextTableImporter.Import(options, path, progress, terminal.Cancellation));
        });
        return command;
    }
}
