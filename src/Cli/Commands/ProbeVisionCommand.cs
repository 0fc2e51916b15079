using System.CommandLine;
using System.Globalization;
using CompExplain.Import.Units;
using CompExplain.Networks.Vision;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain probe vision</c>: the units of a network's layer on the database's images.</summary>
internal static class ProbeVisionCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var model = new Option<string>("--model")
        {
            HelpName = "NAME",
            Description = "alexnet, densenet161, resnet18, resnet34, resnet50, squeezenet1_0, squeezenet1_1, vgg16; or torchscript, with the file as --weights.",
            Required = true,
        };
        var weights = new Option<string>("--weights") { HelpName = "FILE|random[:SEED]", Description = "Its weights: safetensors, or PyTorch's .pt or .pth; nothing in them is executed. random, or random:7 with a seed, is the network before training, as a baseline.", Required = true };
        var layer = new Option<string>("--layer") { HelpName = "PATH", Description = "The layer's dotted path: layer4, layer4.1.conv2, fire9.", Required = true };
        var name = new Option<string>("--name") { HelpName = "NAME", Description = "What the layer is called in the database; its path where nothing is given." };
        var top = new Option<string>("--top") { HelpName = "0.5%", Description = "A unit is active at so large a share of all positions, the highest; 0.5% where nothing is given." };
        var above = new Option<string>("--above") { HelpName = "X", Description = "A unit is active where its activation is above X." };
        var scope = new Option<string>("--threshold-on")
        {
            HelpName = "positions|grid",
            Description = "What --top is a share of: positions after interpolation to the label maps, or the layer's own grid.",
            DefaultValueFactory = _ => "positions",
        };
        var activations = new Option<string>("--activations")
        {
            HelpName = "float16|float32|none",
            Description = "How activations are kept, for other thresholds later.",
            DefaultValueFactory = _ => "float16",
        };
        var classes = new Option<string>("--class-names") { HelpName = "FILE", Description = "The names of the network's classes, one a line in its order." };
        var images = new Option<string>("--images") { HelpName = "DIR", Description = "The data set's folder, where it is no longer the one it was imported from." };
        var batch = new Option<int>("--batch") { HelpName = "N", Description = "How many pictures each core runs at once.", DefaultValueFactory = _ => 16 };
        var replace = new Option<bool>("--replace") { Description = "Take the place of a layer of that name." };
        var replacePredictions = new Option<bool>("--replace-predictions") { Description = "Take the place of predictions that are there; else they stay." };
        var command = new Command("vision", "Runs a network on a data set of images and adds the units of one of its layers. Stopped, the same command goes on after the last finished batch.")
        {
            database, model, weights, layer, name, top, above, scope, activations, classes, images, batch, replace, replacePredictions,
        };
        command.WithExamples(
            "compexplain probe vision mini.cxdb --model squeezenet1_0 --weights squeezenet.safetensors --layer fire9 --top 0.5%",
            "compexplain probe vision mini.cxdb --model squeezenet1_0 --weights random:1 --layer fire9 --name fire9-random");
        command.SetAction(parsed =>
        {
            var range = Arguments.OneOf("--threshold-on", parsed.GetValue(scope), ("positions", ThresholdScope.Positions), ("grid", ThresholdScope.Grid));
            var rule = (parsed.GetValue(top), parsed.GetValue(above)) switch
            {
                (null, { } value) => ThresholdRule.Above(Arguments.ReadNumber("--above", value)),
                (var share, null) => ThresholdRule.TopShare(Arguments.ReadShare("--top", share ?? "0.5%"), range),
                _ => throw new CommandException("--top and --above exclude each other; give one"),
            };
            int size = parsed.GetValue(batch);
            if (size < 1)
            {
                throw new CommandException($"--batch takes a whole number from 1, not {size}");
            }

            return Run(
                terminal,
                parsed.GetRequiredValue(database),
                new VisionProbeOptions(parsed.GetRequiredValue(model), parsed.GetRequiredValue(weights), parsed.GetRequiredValue(layer), rule)
                {
                    LayerName = parsed.GetValue(name),
                    Store = Arguments.OneOf(
                        "--activations", parsed.GetValue(activations), ("float16", StoredActivations.Half), ("float32", StoredActivations.Full), ("none", StoredActivations.None)),
                    ClassNamesPath = parsed.GetValue(classes),
                    ImagesDirectory = parsed.GetValue(images),
                    BatchSize = size,
                    Replace = parsed.GetValue(replace),
                    ReplacePredictions = parsed.GetValue(replacePredictions),
                });
        });
        return command;
    }

    private static int Run(Terminal terminal, string database, VisionProbeOptions options)
    {
        var summary = WriteRunner.Run(terminal, database, progress => VisionProbe.Run(options, database, progress, terminal.Cancellation), summary => string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Units:N0} units of {summary.Layer} on a grid of {summary.GridHeight} x {summary.GridWidth} ({summary.DeadUnits:N0} always the same) over {summary.Inputs:N0} images ({summary.Positions:N0} positions)"), goesOn: true);
        if (summary.Resumed > 0)
        {
            Talk.Note(terminal, string.Create(CultureInfo.InvariantCulture, $"{summary.Resumed:N0} of the images had been run before the probe was stopped"));
        }

        if (summary.Classes > 0 && !summary.PredictionsStored && !options.HasRandomWeights)
        {
            Talk.Note(terminal, "the predictions that were there are kept; --replace-predictions takes their place");
        }

        return ExitCode.Success;
    }
}
