using System.CommandLine;
using System.Globalization;
using CompExplain.Import.Units;

namespace CompExplain.Cli.Commands.Import;

/// <summary><c>compexplain import units</c>: a layer's activations.</summary>
internal static class ImportUnitsCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var file = new Argument<string>("FILE")
        {
            Description =
                "Activations: .npy or .npz of NumPy or SciPy, inputs x units or inputs x units x height x width; or CSV.",
        };
        var layer = Arguments.Text("--layer", "NAME", "The layer's name.", required: true);
        var units = new UnitArguments();
        var mask = new Option<bool>("--mask") { Description = "The values are masks: zeros and ones." };
        var array = Arguments.Text("--array", "NAME", "The array of an .npz.");
        var grid = Arguments.Text(
            "--grid", "HxW", "The grid that the columns of a matrix are flattened from, such as 7x7.");
        var replace = ImportArguments.ReplaceLayer();
        var command = new Command("units", "Adds a layer of a network. Give one of --above, --top and --mask.")
        {
            database,
            file,
            layer,
            units.Above,
            units.Top,
            mask,
            units.Scope.Option,
            array,
            grid,
            units.Activations.Option,
            replace,
        };
        command.WithExamples(
            "compexplain import units snli.cxdb --layer mlp activations.npy --above 0",
            "compexplain import units places.cxdb --layer layer4 activations.npz --top 0.5%");
        command.SetAction(parsed =>
        {
            bool given = parsed.GetValue(mask);
            bool hasThreshold = parsed.GetValue(units.Above) is not null || parsed.GetValue(units.Top) is not null;
            if (given ? hasThreshold : parsed.GetValue(units.Above) is not null && parsed.GetValue(units.Top) is not null)
            {
                throw new CommandException("--above, --top and --mask exclude each other; give one");
            }

            var rule = (given ? ThresholdRule.Given : units.ReadRule(parsed)) ?? throw new CommandException(
                "say where units are active: --above 0 (a value), --top 0.5% (the highest), or --mask (the file has zeros and "
                + "ones)");
            string path = parsed.GetRequiredValue(database);
            var options = new UnitImportOptions(parsed.GetRequiredValue(file), parsed.GetRequiredValue(layer), rule)
            {
                Store = units.Activations.Read(parsed),
                ArrayName = parsed.GetValue(array),
                Grid = parsed.GetValue(grid) is { } size ? ReadGrid(size) : null,
                Replace = parsed.GetValue(replace),
            };
            return WriteRunner.Run(
                terminal, path, progress => UnitImporter.Import(options, path, progress, terminal.Cancellation));
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
