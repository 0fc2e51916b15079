using System.CommandLine;

namespace CompExplain.Cli.Commands.Explain;

/// <summary><c>compexplain explain</c>: searches for the formulas of a layer's units.</summary>
internal static class ExplainCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var layer = Arguments.Layer();
        var unit = new Option<int[]>("--unit") { HelpName = "N", Description = "A unit; can be repeated." };
        var units = Arguments.Text("--units", "0-99,200", "Units and ranges of units; by default all of the layer.");
        var search = new SearchArguments();
        var restart = new Option<bool>("--restart") { Description = "Delete the stored results of this search first." };
        var certificates = new CertificateArguments();
        var honesty = new HonestyArguments();
        var sort = new ChoiceOption<bool>(
            "--sort", "Order of the rows: by unit, or the best first.", usual: false, ("unit", false), ("iou", true));
        var limit = Arguments.Limit();
        var format = Arguments.Format();
        var command = new Command(
            "explain",
            "Searches for the formula that describes each unit of a layer best. Each result is stored as it comes: after a "
                + "cancellation the same command resumes.")
        {
            database, layer, unit, units,
        };
        search.AddTo(command);
        command.Add(restart);
        certificates.AddTo(command);
        honesty.AddTo(command);
        command.Add(sort.Option);
        command.Add(limit);
        command.Add(format);
        command.WithExamples(
            "compexplain explain snli.cxdb --layer mlp --length 5 --beam 10",
            "compexplain explain snli.cxdb --layer mlp --length 3 --certify --within 60s",
            "compexplain explain snli.cxdb --layer mlp --length 5 --honest --holdout val",
            "compexplain explain places.cxdb --layer layer4 --units 0-99,200 --sort iou --limit 20 --format json");
        command.SetAction(parsed =>
        {
            var options = search.Read(parsed);
            return new ExplainRunner(terminal)
            {
                Layer = parsed.GetValue(layer),
                Units = ChooseUnits(parsed.GetValue(unit), parsed.GetValue(units)),
                Options = options,
                Restart = parsed.GetValue(restart),
                Certificates = certificates.Read(parsed, options),
                Honesty = honesty.Read(parsed),
                ByIou = sort.Read(parsed),
                Limit = parsed.GetValue(limit) is { } rows ? Arguments.Within("--limit", rows, 0, int.MaxValue) : null,
                Format = Arguments.ReadFormat(parsed.GetValue(format)),
            }.Run(parsed.GetRequiredValue(database));
        });
        return command;
    }

    /// <summary>The units of <c>--unit</c> and <c>--units</c> together; null for all.</summary>
    private static List<int>? ChooseUnits(int[]? single, string? ranges)
    {
        if (single is not { Length: > 0 } && ranges is null)
        {
            return null;
        }

        var chosen = ranges is null ? [] : Arguments.ReadNumbers("--units", ranges);
        foreach (int unit in single ?? [])
        {
            chosen.Add(Arguments.Within("--unit", unit, 0, int.MaxValue));
        }

        return chosen;
    }
}
