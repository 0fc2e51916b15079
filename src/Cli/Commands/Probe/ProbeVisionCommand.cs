using System.CommandLine;
using System.Globalization;
using CompExplain.Import.Units;
using CompExplain.Networks.Vision;

namespace CompExplain.Cli.Commands.Probe;

/// <summary><c>compexplain probe vision</c>: the units of a network's layer on the database's images.</summary>
internal static class ProbeVisionCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var model = Arguments.Text(
            "--model",
            "NAME",
            $"The network: {string.Join(", ", VisionModels.Names)}. The last is a TorchScript file, given as --weights.",
            required: true);
        var weights = Arguments.Text(
            "--weights",
            "FILE|random[:SEED]",
            "Its weights: safetensors, or PyTorch's .pt or .pth; nothing in them is executed. "
            + "random, or random:7 with a seed, is the network before training, as a baseline.",
            required: true);
        var state = Arguments.Text(
            "--state",
            "NAME",
            "Of a file of several sets of weights: the key of one (ema, models.student), or what the names of its parameters "
            + "begin with (encoder_q).");
        var layer = Arguments.Text(
            "--layer", "PATH", "The layer's dotted path: layer4, layer4.1.conv2, fire9.", required: true);
        var name = Arguments.Text("--name", "NAME", "The layer's name in the database; by default its path.");
        var units = new UnitArguments().WithDefaultRule();
        var classes = Arguments.Text(
            "--class-names", "FILE", "The names of the network's classes, one a line in its order.");
        var images = Arguments.Text("--images", "DIR", "The data set's folder, if it has moved since the import.");
        var batch = Arguments.Number(
            "--batch", "Number of pictures that each core runs at once.", VisionProbeOptions.DefaultBatchSize);
        var damaged = new Option<bool>("--allow-damaged")
        {
            Description = "Take pictures that are damaged or cut short as far as they can be decoded, and list them.",
        };
        var verbose = new Option<bool>("--verbose")
        {
            Description = "List every entry of the file of weights that was passed over.",
        };
        var replace = ImportArguments.ReplaceLayer();
        var replacePredictions = ImportArguments.ReplacePredictions();
        var command = new Command(
            "vision",
            "Runs a network on images and adds the units of one of its layers. After a cancellation the same command resumes "
            + "after the last whole batch.")
        {
            database,
            model,
            weights,
            state,
            layer,
            name,
            units.Top,
            units.Above,
            units.Scope.Option,
            units.Activations.Option,
            classes,
            images,
            batch,
            damaged,
            replace,
            replacePredictions,
            verbose,
        };
        command.WithExamples(
            "compexplain probe vision mini.cxdb --model squeezenet1_0 --weights squeezenet.safetensors --layer fire9 --top 0.5%",
            "compexplain probe vision mini.cxdb --model squeezenet1_0 --weights random:1 --layer fire9 --name fire9-random");
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(database);
            var options = new VisionProbeOptions(
                parsed.GetRequiredValue(model),
                parsed.GetRequiredValue(weights),
                parsed.GetRequiredValue(layer),
                units.ReadRule(parsed) ?? ThresholdRule.Paper)
            {
                State = parsed.GetValue(state),
                LayerName = parsed.GetValue(name),
                Store = units.Activations.Read(parsed),
                ClassNamesPath = parsed.GetValue(classes),
                ImagesDirectory = parsed.GetValue(images),
                BatchSize = parsed.GetValue(batch),
                AllowDamaged = parsed.GetValue(damaged),
                Replace = parsed.GetValue(replace),
                ReplacePredictions = parsed.GetValue(replacePredictions),
            };
            return WriteRunner.Run(
                terminal,
                path,
                progress => VisionProbe.Run(options, path, progress, terminal.Cancellation),
                Describe,
                summary => Notes(summary, options, parsed.GetValue(verbose)),
                resumes: true);
        });
        return command;
    }

    private static string Describe(VisionProbeSummary summary) => string.Create(
        CultureInfo.InvariantCulture,
        $"{summary.Units:N0} units of {summary.Layer} on a grid of {summary.GridHeight} x {summary.GridWidth} "
        + $"({summary.DeadUnits:N0} always the same) over {summary.Inputs:N0} images ({summary.Positions:N0} positions)");

    private static IEnumerable<string> Notes(VisionProbeSummary summary, VisionProbeOptions options, bool isVerbose)
    {
        if (summary.Resumed > 0)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{summary.Resumed:N0} of the images had been run before the probe was stopped");
        }

        if (summary.Classes > 0 && !summary.PredictionsStored && !options.HasRandomWeights)
        {
            yield return "the predictions that were there are kept; --replace-predictions replaces them";
        }

        foreach (var note in summary.Notes)
        {
            yield return note.ToString();
        }

        foreach (string entry in isVerbose ? summary.PassedOver : [])
        {
            yield return $"{options.WeightsPath}: passed over: {entry}";
        }
    }
}
