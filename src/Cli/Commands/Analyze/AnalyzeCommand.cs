using System.CommandLine;
using CompExplain.Analysis;
using CompExplain.Analysis.Accuracy;
using CompExplain.Analysis.Comparison;
using CompExplain.Analysis.Uniqueness;

namespace CompExplain.Cli.Commands.Analyze;

/// <summary><c>compexplain analyze</c>: what a layer's explanations say together.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var analysis = new Argument<string>("ANALYSIS")
        {
            HelpName = string.Join('|', Analyses.All.Select(each => each.Name)),
            Description = string.Join("; ", Analyses.All.Select(each => $"{each.Name}: {each.Description}")) + ".",
        };
        var of = new Argument<string[]>("OF")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "For classes the formula, such as \"unit 3\"; for compare two searches, by number, or two layers.",
        };
        var layer = Arguments.Layer();
        var run = Arguments.Run();
        var format = Arguments.Format();
        var table = Arguments.Text(
            "--table", "NAME", "The table to print; without it the main one. The others' names are told below it.");
        var plot = Arguments.Text("--plot", "FILE.svg|.png", "Draw the analysis, too.");
        var chart = Arguments.Text("--chart", "NAME", "The chart that --plot draws; without it the main one.");
        var atLeast = Arguments.Text(
            "--at-least", "5%", "A unit counts as active on an input from this share of its positions on; by default anywhere.");
        var minimum = Arguments.Number(
            "--min-inputs",
            "accuracy: units that are active on fewer labelled inputs are left out.",
            AccuracyOptions.Default.MinimumInputs);
        var split = Arguments.Text("--split", "NAME", "accuracy, classes: only inputs of this split.");
        var iou = Arguments.Text("--iou", "X", "unique: a unit with this IoU or more is a detector; by default 0.04.");
        var seed = Arguments.Number("--seed", "unique: draws the shifts of the shuffled units.", UniqueOptions.Default.Seed);
        var with = Arguments.Text("--with", "DB", "compare: the database of the second search, of the same inputs.");
        var match = new ChoiceOption<MatchBy>(
            "--match",
            "compare: which units are compared: those of one number, or those most alike in activity; auto is by number "
                + "where the layers have one name and size.",
            MatchBy.Automatic,
            ("auto", MatchBy.Automatic),
            ("number", MatchBy.Number),
            ("activity", MatchBy.Activity));
        var command = new Command("analyze", "What the explanations of a layer say together: the paper's figures.")
        {
            database, analysis, of, layer, run, format, table, plot, chart,
            atLeast, minimum, split, iou, seed, with, match.Option,
        };
        command.WithExamples(
            "compexplain analyze places.cxdb iou-by-length --layer layer4",
            "compexplain analyze places.cxdb accuracy --plot accuracy.svg",
            "compexplain analyze snli.cxdb accuracy --format csv --table units",
            "compexplain analyze snli.cxdb classes \"hyp:nobody OR hyp:sleeping\"",
            "compexplain analyze places.cxdb compare 1 2",
            "compexplain analyze trained.cxdb compare --with random.cxdb --match activity");
        (Option Option, string[] For)[] particular =
        [
            (atLeast, ["accuracy", "classes"]),
            (minimum, ["accuracy"]),
            (split, ["accuracy", "classes"]),
            (iou, ["unique"]),
            (seed, ["unique"]),
            (with, ["compare"]),
            (match.Option, ["compare"]),
        ];
        command.SetAction(parsed => AnalyzeRunner.Run(terminal, new AnalyzeArguments(
            parsed.GetRequiredValue(database),
            AnalyzeRunner.Find(parsed.GetRequiredValue(analysis)),
            parsed.GetValue(of) ?? [],
            Arguments.ReadFormat(parsed.GetValue(format)))
        {
            Particular =
            [
                .. particular.Where(each => parsed.GetResult(each.Option) is { Implicit: false })
                    .Select(each => (each.Option.Name, each.For)),
            ],
            Table = parsed.GetValue(table),
            Plot = parsed.GetValue(plot),
            Chart = parsed.GetValue(chart),
            Layer = parsed.GetValue(layer),
            Run = parsed.GetValue(run),
            With = parsed.GetValue(with),
            Match = match.Read(parsed),
            Accuracy = new()
            {
                AtLeast = parsed.GetValue(atLeast) is { } share ? Arguments.ReadShare("--at-least", share) : 0,
                MinimumInputs = Arguments.Within("--min-inputs", parsed.GetValue(minimum), 1, int.MaxValue),
                Split = parsed.GetValue(split),
            },
            Unique = new()
            {
                Iou = parsed.GetValue(iou) is { } least
                    ? Arguments.ReadNumber("--iou", least)
                    : UniqueOptions.Default.Iou,
                Seed = parsed.GetValue(seed),
            },
        }));
        return command;
    }
}
