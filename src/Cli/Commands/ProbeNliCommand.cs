using System.CommandLine;
using System.Globalization;
using CompExplain.Import.Units;
using CompExplain.Networks.Nli;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain probe nli</c>: a trained network's units on the database's sentence pairs.</summary>
internal static class ProbeNliCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var weights = new Option<string>("--weights") { HelpName = "MODEL.safetensors", Description = "A network that train nli made.", Required = true };
        var layer = new Option<string>("--layer") { HelpName = "NAME", Description = "What the layer is called in the database.", DefaultValueFactory = _ => "mlp" };
        var activations = new Option<string>("--activations")
        {
            HelpName = "float16|float32|none",
            Description = "How activations are kept, for other thresholds later.",
            DefaultValueFactory = _ => "float16",
        };
        var replace = new Option<bool>("--replace") { Description = "Take the place of a layer of that name." };
        var replacePredictions = new Option<bool>("--replace-predictions") { Description = "Take the place of predictions that are there; else they stay." };
        var command = new Command("nli", "Runs a network on sentence pairs and adds the units of its second ReLU, active where they are over 0.")
        {
            database, weights, layer, activations, replace, replacePredictions,
        };
        command.WithExamples("compexplain probe nli snli.cxdb --weights model.safetensors");
        command.SetAction(parsed => Run(terminal, parsed.GetRequiredValue(database), new NliProbeOptions(parsed.GetRequiredValue(weights))
        {
            LayerName = parsed.GetRequiredValue(layer),
            Store = Arguments.OneOf(
                "--activations", parsed.GetValue(activations), ("float16", StoredActivations.Half), ("float32", StoredActivations.Full), ("none", StoredActivations.None)),
            Replace = parsed.GetValue(replace),
            ReplacePredictions = parsed.GetValue(replacePredictions),
        }));
        return command;
    }

    private static int Run(Terminal terminal, string database, NliProbeOptions options)
    {
        var summary = WriteRunner.Run(terminal, database, progress => NliProber.Probe(options, database, progress, terminal.Cancellation), summary =>
        {
            string accuracy = summary.Accuracy is { } right
                ? string.Create(CultureInfo.InvariantCulture, $", {right * 100:N1} % of {summary.Labelled:N0} labelled pairs right")
                : string.Empty;
            return string.Create(
                CultureInfo.InvariantCulture, $"{summary.Units:N0} units of {summary.Layer} ({summary.DeadUnits:N0} never active) over {summary.Pairs:N0} pairs{accuracy}");
        });
        if (!summary.PredictionsStored)
        {
            Talk.Note(terminal, "the predictions that were there are kept; --replace-predictions takes their place");
        }

        return ExitCode.Success;
    }
}
