using System.CommandLine;
using System.Globalization;
using CompExplain.Import.Units;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain import units</c>: a layer's activations.</summary>
internal static class ImportUnitsCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var file = new Argument<string>("FILE") { Description = "Activations: .npy or .npz of NumPy or SciPy, inputs x units or inputs x units x height x width; or CSV." };
        var layer = new Option<string>("--layer") { HelpName = "NAME", Description = "The layer's name.", Required = true };
        var above = new Option<string>("--above") { HelpName = "X", Description = "A unit is active where its activation is above X." };
        var top = new Option<string>("--top") { HelpName = "0.5%", Description = "A unit is active at so large a share of all positions, the highest." };
        var mask = new Option<bool>("--mask") { Description = "The values are zeros and ones already." };
        var scope = new Option<string>("--threshold-on")
        {
            HelpName = "positions|grid",
            Description = "What --top is a share of: positions after interpolation to the label maps, or the layer's own grid.",
            DefaultValueFactory = _ => "positions",
        };
        var array = new Option<string>("--array") { HelpName = "NAME", Description = "Which array of an .npz." };
        var grid = new Option<string>("--grid") { HelpName = "HxW", Description = "The grid that the columns of a matrix are flattened from, such as 7x7." };
        var activations = new Option<string>("--activations")
        {
            HelpName = "float16|float32|none",
            Description = "How activations are kept, for other thresholds later.",
            DefaultValueFactory = _ => "float16",
        };
        var replace = new Option<bool>("--replace") { Description = "Take the place of a layer of that name." };
        var command = new Command("units", "Adds a layer of a network to a database: one of --above, --top and --mask says where its units are active.")
        {
            database, file, layer, above, top, mask, scope, array, grid, activations, replace,
        };
        command.WithExamples(
            "compexplain import units snli.cxdb --layer mlp activations.npy --above 0",
            "compexplain import units places.cxdb --layer layer4 activations.npz --top 0.5%");
        command.SetAction(parsed =>
        {
            var range = Arguments.OneOf("--threshold-on", parsed.GetValue(scope), ("positions", ThresholdScope.Positions), ("grid", ThresholdScope.Grid));
            var rule = (parsed.GetValue(above), parsed.GetValue(top), parsed.GetValue(mask)) switch
            {
                ({ } value, null, false) => ThresholdRule.Above(Arguments.ReadNumber("--above", value)),
                (null, { } share, false) => ThresholdRule.TopShare(Arguments.ReadShare("--top", share), range),
                (null, null, true) => ThresholdRule.Given,
                (null, null, false) => throw new CommandException("say where units are active: --above 0 (a value), --top 0.5% (the highest), or --mask (the file has zeros and ones)"),
                _ => throw new CommandException("--above, --top and --mask exclude each other; give one"),
            };
            return ImportRunner.Run(terminal, parsed.GetRequiredValue(database), new UnitImportOptions(parsed.GetRequiredValue(file), parsed.GetRequiredValue(layer), rule)
            {
                Store = Arguments.OneOf(
                    "--activations", parsed.GetValue(activations), ("float16", StoredActivations.Half), ("float32", StoredActivations.Full), ("none", StoredActivations.None)),
                ArrayName = parsed.GetValue(array),
                Grid = parsed.GetValue(grid) is { } size ? ReadGrid(size) : null,
                Replace = parsed.GetValue(replace),
            });
        });
        return command;
    }

    private static (int Height, int Width) ReadGrid(string text)
    {
        string[] sides = text.Split('x', 'X');
        return sides.Length == 2
            && int.TryParse(sides[0], NumberStyles.None, CultureInfo.InvariantCulture, out int height) && height > 0
            && int.TryParse(sides[1], NumberStyles.None, CultureInfo.InvariantCulture, out int width) && width > 0
            ? (height, width)
            : throw new CommandException($"--grid takes a height and a width such as 7x7, not '{text}'");
    }
}
