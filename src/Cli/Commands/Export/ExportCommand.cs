using System.CommandLine;

namespace CompExplain.Cli.Commands.Export;

/// <summary><c>compexplain export</c>: stored explanations in the forms that others read.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var layer = Arguments.Layer();
        var form = new ChoiceOption<ExportForm>(
            "--as",
            "The authors' tally_<layer>.csv (vision), result.csv (NLI) or preds.csv (which units are active on which input), or "
                + "one JSON object per line.",
            ExportForm.Tally,
            ("tally", ExportForm.Tally),
            ("result", ExportForm.Result),
            ("preds", ExportForm.Predictions),
            ("jsonl", ExportForm.JsonLines));
        var run = Arguments.Run();
        var output = Arguments.Text("--out", "FILE", "The file to write; by default standard output.");
        var command = new Command(
            "export", "Writes the results of a search in the columns of the authors' programs, or as JSON lines.")
        {
            database, layer, form.Option, run, output,
        };
        command.WithExamples("compexplain export places.cxdb --layer layer4 --as tally --out tally_layer4.csv");
        command.SetAction(parsed => ExportRunner.Run(
            terminal,
            parsed.GetRequiredValue(database),
            parsed.GetValue(layer),
            form.Read(parsed),
            parsed.GetValue(run),
            parsed.GetValue(output)));
        return command;
    }
}
