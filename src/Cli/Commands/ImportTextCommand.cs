using System.CommandLine;
using CompExplain.Import.Text;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain import text</c>: a table of texts with columns of concepts.</summary>
internal static class ImportTextCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = new Argument<string>("DB") { Description = "The database to make." };
        var file = new Argument<string>("CSV") { Description = "The table; its first line names the columns." };
        var text = new Option<string[]>("--text") { HelpName = "COLUMN", Description = "The column with the text; several, apart by commas, belong together.", Required = true };
        var label = new Option<string>("--label") { HelpName = "COLUMN", Description = "The column with the gold label." };
        var prediction = new Option<string>("--prediction") { HelpName = "COLUMN", Description = "The column with what the network predicted." };
        var split = new Option<string>("--split") { HelpName = "COLUMN", Description = "The column with the part of the data set." };
        var concepts = new Option<string[]>("--concepts") { HelpName = "a,b", Description = "The columns of 0 and 1; by default all that are nothing else." };
        var list = new Option<string>("--list") { HelpName = "COLUMN", Description = "A column with the names of a text's concepts, apart by semicolons." };
        var category = new Option<string>("--category") { HelpName = "C", Description = "The concepts' category.", DefaultValueFactory = _ => "concept" };
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "The data set's name; by default the file's." };
        var replace = new Option<bool>("--replace") { Description = "Take the place of a database that is there." };
        var command = new Command("text", "Makes a database of a table of texts, a row a text, with columns of concepts.")
        {
            database, file, text, label, prediction, split, concepts, list, category, name, replace,
        };
        command.WithExamples("compexplain import text reviews.cxdb reviews.csv --text review --label stars --list topics");
        command.SetAction(parsed => ImportRunner.Run(terminal, parsed.GetRequiredValue(database), new TextTableImportOptions(
            parsed.GetRequiredValue(file), Arguments.ReadList(parsed.GetRequiredValue(text)))
        {
            Name = parsed.GetValue(name),
            LabelColumn = parsed.GetValue(label),
            PredictionColumn = parsed.GetValue(prediction),
            SplitColumn = parsed.GetValue(split),
            ConceptColumns = Arguments.ReadList(parsed.GetValue(concepts)) is { Count: > 0 } chosen ? chosen : null,
            ListColumn = parsed.GetValue(list),
            Category = parsed.GetValue(category) ?? "concept",
            Replace = parsed.GetValue(replace),
        }));
        return command;
    }
}
