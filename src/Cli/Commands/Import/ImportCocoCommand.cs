using System.CommandLine;
using CompExplain.Import.Images;

namespace CompExplain.Cli.Commands.Import;

/// <summary><c>compexplain import coco</c>: images with panoptic annotations.</summary>
internal static class ImportCocoCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = ImportArguments.NewDatabase();
        var json = new Argument<string>("JSON") { Description = "The panoptic annotations, such as panoptic_val2017.json." };
        var segments = Arguments.Text(
            "--segments", "DIR", "The folder of the PNGs that the annotations name.", required: true);
        var images = Arguments.Text("--images", "DIR", "The folder of the images.", required: true);
        var size = Arguments.LabelMapSize();
        var name = Arguments.Text("--name", "NAME", "The data set's name; by default the annotations'.");
        var replace = ImportArguments.ReplaceDatabase();
        var command = new Command(
            "coco", "Makes a database of images with panoptic annotations in COCO's format: things and stuff.")
        {
            database, json, segments, images, size, name, replace,
        };
        command.WithExamples(
            "compexplain import coco coco.cxdb panoptic_val2017.json --segments panoptic_val2017 --images val2017");
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(database);
            var options = new PanopticImportOptions(
                parsed.GetRequiredValue(json), parsed.GetRequiredValue(segments), parsed.GetRequiredValue(images))
            {
                Name = parsed.GetValue(name),
                Size = Arguments.ReadMapSize(parsed.GetValue(size)),
                Replace = parsed.GetValue(replace),
            };
            return WriteRunner.Run(
                terminal, path, progress => PanopticImporter.Import(options, path, progress, terminal.Cancellation));
        });
        return command;
    }
}
