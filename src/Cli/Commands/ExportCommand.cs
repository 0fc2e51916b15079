using System.CommandLine;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain export</c>: stored explanations in the forms that others read.</summary>
internal static class ExportCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var layer = new Option<string>("--layer") { HelpName = "L", Description = "The layer; it may be left out where there is only one." };
        var form = new Option<string>("--as")
        {
            HelpName = "tally|result|preds|jsonl",
            Description = "The authors' tally_<layer>.csv (vision), result.csv (NLI) or preds.csv (which units are active on which input), or a JSON object a line.",
            DefaultValueFactory = _ => "tally",
        };
        var run = new Option<int?>("--run") { HelpName = "N", Description = "The search, as `show runs` numbers it; by default the layer's latest that is complete." };
        var output = new Option<string>("--out") { HelpName = "FILE", Description = "The file to write; by default standard output." };
        var command = new Command("export", "Writes what a search found in the columns of the authors' programs, or as JSON lines.") { database, layer, form, run, output };
        command.WithExamples("compexplain export places.cxdb --layer layer4 --as tally --out tally_layer4.csv");
        command.SetAction(parsed => ExportRunner.Run(
            terminal,
            parsed.GetRequiredValue(database),
            parsed.GetValue(layer),
            parsed.GetValue(form),
            parsed.GetValue(run),
            parsed.GetValue(output)));
        return command;
    }
}
