using System.CommandLine;
using CompExplain.Import.Images;

namespace CompExplain.Cli.Commands.Import;

/// <summary><c>compexplain import broden</c>: labelled photographs.</summary>
internal static class ImportBrodenCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = new Argument<string>("DB") { Description = "The database to make, or, with --append, to add to." };
        var directory = new Argument<string>("DIR") { Description = "The folder with index.csv, label.csv and images/." };
        var categories = new Option<string[]>("--categories")
        {
            HelpName = "a,b",
            Description = $"The categories to import; by default {string.Join(", ", BrodenImporter.DefaultCategories)}.",
        };
        var name = Arguments.Text("--name", "NAME", "The data set's name; by default the folder's.");
        var replace = ImportArguments.ReplaceDatabase();
        var append = new Option<bool>("--append")
        {
            Description = "Add the images to an existing database; their label maps must have the same size.",
        };
        var dropLayers = new Option<bool>("--drop-layers")
        {
            Description = "With --append: delete layers and predictions, which do not cover the new images.",
        };
        var command = new Command("broden", "Makes a database of a data set in Broden's layout: photographs with label maps.")
        {
            database, directory, categories, name, replace, append, dropLayers,
        };
        command.WithExamples(
            "compexplain import broden places.cxdb broden1_224 --categories object,scene,color",
            "compexplain import broden places.cxdb more_images --append");
        command.SetAction(parsed =>
        {
            bool adds = parsed.GetValue(append);
            if (adds && (parsed.GetValue(replace) || parsed.GetValue(name) is not null))
            {
                throw new CommandException(
                    "--append adds to a database that is there; it goes with neither --replace nor --name");
            }

            if (parsed.GetValue(dropLayers) && !adds)
            {
                throw new CommandException("--drop-layers goes with --append");
            }

            string path = parsed.GetRequiredValue(database);
            var options = new BrodenImportOptions(parsed.GetRequiredValue(directory))
            {
                Name = parsed.GetValue(name),
                Categories = Arguments.ReadList(parsed.GetValue(categories)) is { Count: > 0 } chosen ? chosen : null,
                Replace = parsed.GetValue(replace),
                Append = adds,
                DropLayers = parsed.GetValue(dropLayers),
            };
            return WriteRunner.Run(
                terminal, path, progress => BrodenImporter.Import(options, path, progress, terminal.Cancellation));
        });
        return command;
    }
}
