using System.CommandLine;
using CompExplain.Import.Images;

namespace CompExplain.Cli.Commands.Import;

/// <summary><c>compexplain import folder</c>: images with label maps beside them.</summary>
internal static class ImportFolderCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = ImportArguments.NewDatabase();
        var images = new Argument<string>("DIR") { Description = "The folder of the images; they may be in folders below it." };
        var labels = new Option<string[]>("--labels")
        {
            HelpName = "DIR",
            Description = "A folder of label maps, with a PNG at the path of each image. Can be repeated.",
            Required = true,
        };
        var names = new Option<string[]>("--names")
        {
            HelpName = "CSV",
            Description = "What the maps' numbers mean: columns number (or color, as #800000), name and, optionally, "
                + "category. One for each --labels, in their order.",
            Required = true,
        };
        var nothing = new Option<int?>("--void")
        {
            HelpName = "N",
            Description = "The number of pixels without a label, beside 0; often 255.",
        };
        var size = Arguments.LabelMapSize();
        var name = Arguments.Text("--name", "NAME", "The data set's name; by default the folder's.");
        var replace = ImportArguments.ReplaceDatabase();
        var command = new Command("folder", "Makes a database of a folder of images with label maps and names for their numbers.")
        {
            database, images, labels, names, nothing, size, name, replace,
        };
        command.WithExamples(
            "compexplain import folder mine.cxdb photos --labels objects --names objects.csv --labels colours --names "
            + "colours.csv");
        command.SetAction(parsed =>
        {
            string[] folders = parsed.GetRequiredValue(labels), files = parsed.GetRequiredValue(names);
            if (folders.Length != files.Length)
            {
                throw new CommandException($"every --labels needs its --names: there are {folders.Length} and {files.Length}");
            }

            string path = parsed.GetRequiredValue(database);
            LabelFolder[] maps = [.. folders.Zip(files, (folder, file) => new LabelFolder(folder, file))];
            var options = new FolderImportOptions(parsed.GetRequiredValue(images), maps)
            {
                Name = parsed.GetValue(name),
                Size = Arguments.ReadMapSize(parsed.GetValue(size)),
                Void = parsed.GetValue(nothing),
                Replace = parsed.GetValue(replace),
            };
            return WriteRunner.Run(
                terminal, path, progress => FolderImporter.Import(options, path, progress, terminal.Cancellation));
        });
        return command;
    }
}
