using System.CommandLine;
using CompExplain.Import.Images;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain import folder</c>: images with label maps beside them.</summary>
internal static class ImportFolderCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = new Argument<string>("DB") { Description = "The database to make." };
        var images = new Argument<string>("DIR") { Description = "The folder of the images; they may be in folders below it." };
        var labels = new Option<string[]>("--labels") { HelpName = "DIR", Description = "A folder of label maps: a PNG at the path of each image; may be given several times.", Required = true };
        var names = new Option<string[]>("--names") { HelpName = "CSV", Description = "What the maps' numbers are: columns number, name and, if you like, category; one for each --labels, in their order.", Required = true };
        var size = Arguments.MapSize();
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "The data set's name; by default the folder's." };
        var replace = new Option<bool>("--replace") { Description = "Take the place of a database that is there." };
        var command = new Command("folder", "Makes a database of a folder of images with label maps and names for their numbers.")
        {
            database, images, labels, names, size, name, replace,
        };
        command.WithExamples("compexplain import folder mine.cxdb photos --labels objects --names objects.csv --labels colours --names colours.csv");
        command.SetAction(parsed =>
        {
            string[] folders = parsed.GetRequiredValue(labels), files = parsed.GetRequiredValue(names);
            if (folders.Length != files.Length)
            {
                throw new CommandException($"every --labels needs its --names: there are {folders.Length} and {files.Length}");
            }

            return ImportRunner.Run(terminal, parsed.GetRequiredValue(database), new FolderImportOptions(
                parsed.GetRequiredValue(images), [.. folders.Zip(files, (folder, file) => new LabelFolder(folder, file))])
            {
                Name = parsed.GetValue(name),
                Size = Arguments.ReadMapSize(parsed.GetValue(size)),
                Replace = parsed.GetValue(replace),
            });
        });
        return command;
    }
}
