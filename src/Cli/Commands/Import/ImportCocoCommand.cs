using System.CommandLine;
using CompExplain.Import;
using CompExplain.Import.Images.Coco;
using CompExplain.Storage.Files;

namespace CompExplain.Cli.Commands.Import;

/// <summary><c>compexplain import coco</c>: images with the outlines of their objects, or with panoptic
/// annotations.</summary>
internal static class ImportCocoCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = ImportArguments.NewDatabase();
        var json = new Argument<string>("JSON")
        {
            Description = "The annotations: instances_val2017.json, or panoptic_val2017.json with --segments.",
        };
        var segments = Arguments.Text(
            "--segments", "DIR", "For panoptic annotations: the folder of the PNGs that they name.");
        var images = Arguments.Text("--images", "DIR", "The folder of the images.", required: true);
        var size = Arguments.LabelMapSize();
        var name = Arguments.Text("--name", "NAME", "The data set's name; by default the annotations'.");
        var replace = ImportArguments.ReplaceDatabase();
        var command = new Command(
            "coco", "Makes a database of images with annotations in COCO's format: outlines of objects, or things and stuff.")
        {
            database, json, segments, images, size, name, replace,
        };
        command.WithExamples(
            "compexplain import coco coco.cxdb instances_val2017.json --images val2017",
            "compexplain import coco coco.cxdb panoptic_val2017.json --segments panoptic_val2017 --images val2017");
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(database);
            string annotations = parsed.GetRequiredValue(json), folder = parsed.GetRequiredValue(images);
            var masks = Arguments.ReadMapSize(parsed.GetValue(size));
            return WriteRunner.Run(terminal, path, Import);

            ImportSummary Import(IProgress<StepProgress>? progress) => parsed.GetValue(segments) is { } maps
                ? PanopticImporter.Import(
                    new PanopticImportOptions(annotations, maps, folder)
                    {
                        Name = parsed.GetValue(name),
                        Size = masks,
                        Replace = parsed.GetValue(replace),
                    },
                    path,
                    progress,
                    terminal.Cancellation)
                : InstanceImporter.Import(
                    new InstanceImportOptions(annotations, folder)
                    {
                        Name = parsed.GetValue(name),
                        Size = masks,
                        Replace = parsed.GetValue(replace),
                    },
                    path,
                    progress,
                    terminal.Cancellation);
        });
        return command;
    }
}
