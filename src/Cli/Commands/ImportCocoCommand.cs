using System.CommandLine;
using CompExplain.Import.Images;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain import coco</c>: images with panoptic annotations.</summary>
internal static class ImportCocoCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = new Argument<string>("DB") { Description = "The database to make." };
        var json = new Argument<string>("JSON") { Description = "The panoptic annotations, such as panoptic_val2017.json." };
        var segments = new Option<string>("--segments") { HelpName = "DIR", Description = "The folder of the PNGs that the annotations name.", Required = true };
        var images = new Option<string>("--images") { HelpName = "DIR", Description = "The folder of the images.", Required = true };
        var size = Arguments.MapSize();
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "The data set's name; by default the annotations'." };
        var replace = new Option<bool>("--replace") { Description = "Take the place of a database that is there." };
        var command = new Command("coco", "Makes a database of images with panoptic annotations in COCO's format: things and stuff.")
        {
            database, json, segments, images, size, name, replace,
        };
        command.WithExamples("compexplain import coco coco.cxdb panoptic_val2017.json --segments panoptic_val2017 --images val2017");
        command.SetAction(parsed => ImportRunner.Run(terminal, parsed.GetRequiredValue(database), new PanopticImportOptions(
            parsed.GetRequiredValue(json), parsed.GetRequiredValue(segments), parsed.GetRequiredValue(images))
        {
            Name = parsed.GetValue(name),
            Size = Arguments.ReadMapSize(parsed.GetValue(size)),
            Replace = parsed.GetValue(replace),
        }));
        return command;
    }
}
