using System.CommandLine;
using System.Globalization;
using CompExplain.Networks.Nli;

namespace CompExplain.Cli.Commands.Probe;

/// <summary><c>compexplain probe nli</c>: a trained network's units on the database's sentence pairs.</summary>
internal static class ProbeNliCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var weights = Arguments.Text("--weights", "MODEL.safetensors", "A network made by train nli.", required: true);
        var layer = Arguments.Text("--layer", "NAME", "The layer's name in the database.");
        layer.DefaultValueFactory = _ => NliProbeOptions.DefaultLayerName;
        var activations = new UnitArguments().Activations;
        var replace = ImportArguments.ReplaceLayer();
        var replacePredictions = ImportArguments.ReplacePredictions();
        var command = new Command(
            "nli", "Runs a network on sentence pairs and adds the units of its second ReLU, active where they are above 0.")
        {
            database, weights, layer, activations.Option, replace, replacePredictions,
        };
        command.WithExamples("compexplain probe nli snli.cxdb --weights model.safetensors");
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(database);
            var options = new NliProbeOptions(parsed.GetRequiredValue(weights))
            {
                LayerName = parsed.GetRequiredValue(layer),
                Store = activations.Read(parsed),
                Replace = parsed.GetValue(replace),
                ReplacePredictions = parsed.GetValue(replacePredictions),
            };
            return WriteRunner.Run(
                terminal, path, progress => NliProber.Probe(options, path, progress, terminal.Cancellation), Describe, Notes);
        });
        return command;
    }

    private static string Describe(NliProbeSummary summary)
    {
        string accuracy = summary.Accuracy is { } right
            ? string.Create(CultureInfo.InvariantCulture, $", {right * 100:N1} % of {summary.Labelled:N0} labelled pairs right")
            : string.Empty;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Units:N0} units of {summary.Layer} ({summary.DeadUnits:N0} never active) over {summary.Pairs:N0} "
            + $"pairs{accuracy}");
    }

    private static IEnumerable<string> Notes(NliProbeSummary summary)
    {
        if (!summary.PredictionsStored)
        {
            yield return "the predictions that were there are kept; --replace-predictions replaces them";
        }

        foreach (var note in summary.Notes)
        {
            yield return note.ToString();
        }
    }
}
