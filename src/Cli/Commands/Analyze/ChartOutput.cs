using System.Text;
using CompExplain.Analysis.Results;
using CompExplain.Import.Files;
using CompExplain.Reports.Charts;

namespace CompExplain.Cli.Commands.Analyze;

/// <summary>Writes charts to files.</summary>
internal static class ChartOutput
{
    /// <summary>Refuses a file that cannot be one.</summary>
    public static void Check(string file)
    {
        if (!IsSvg(file) && !file.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
        {
            throw new CommandException($"--plot takes a file that ends in .svg or .png, not '{file}'");
        }

        OutputPath.Check("--plot", file);
    }

    /// <summary>The chart of a name, or the main one.</summary>
    public static Chart Choose(AnalysisResult result, string? name)
    {
        if (result.Charts.Count == 0)
        {
            throw new CommandException($"--plot: there is nothing to draw: {result.Summary}");
        }

        return name is null
            ? result.Charts[0]
            : result.Charts.FirstOrDefault(each => each.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                ?? throw new CommandException(
                    $"--chart: {result.Name} has no chart '{name}'; "
                        + $"there are: {string.Join(", ", result.Charts.Select(each => each.Name))}");
    }

    /// <summary>Draws a chart.</summary>
    public static void Write(Terminal terminal, Chart chart, string file)
    {
        byte[] picture = IsSvg(file) ? Encoding.UTF8.GetBytes(ChartFile.Svg(chart)) : ChartFile.Png(chart);
        OutputFile.Write(file, stream => stream.Write(picture));
        Talk.Say(terminal, $"wrote {file}");
    }

    private static bool IsSvg(string file) => file.EndsWith(".svg", StringComparison.OrdinalIgnoreCase);
}
