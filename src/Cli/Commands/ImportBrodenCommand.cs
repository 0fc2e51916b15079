using System.CommandLine;
using CompExplain.Import.Images;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain import broden</c>: labelled photographs.</summary>
internal static class ImportBrodenCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = new Argument<string>("DB") { Description = "The database to make, or with --append to add to." };
        var directory = new Argument<string>("DIR") { Description = "The folder with index.csv, label.csv and images/." };
        var categories = new Option<string[]>("--categories")
        {
            HelpName = "a,b",
            Description = "The categories to take, apart by commas; by default all but material.",
        };
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "The data set's name; by default the folder's." };
        var replace = new Option<bool>("--replace") { Description = "Take the place of a database that is there." };
        var append = new Option<bool>("--append") { Description = "Add the images to a database that is there; label maps of the same size." };
        var dropLayers = new Option<bool>("--drop-layers") { Description = "With --append: let go of layers and predictions, which know nothing of the new images." };
        var command = new Command("broden", "Makes a database of a data set in the layout of Broden: photographs with label maps.")
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
                throw new CommandException("--append adds to a database that is there; it goes with neither --replace nor --name");
            }

            if (parsed.GetValue(dropLayers) && !adds)
            {
                throw new CommandException("--drop-layers goes with --append");
            }

            return ImportRunner.Run(terminal, parsed.GetRequiredValue(database), new BrodenImportOptions(parsed.GetRequiredValue(directory))
            {
                Name = parsed.GetValue(name),
                Categories = Arguments.ReadList(parsed.GetValue(categories)) is { Count: > 0 } chosen ? chosen : null,
                Replace = parsed.GetValue(replace),
                Append = adds,
                DropLayers = parsed.GetValue(dropLayers),
            });
        });
        return command;
    }
}
