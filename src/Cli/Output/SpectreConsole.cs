using Spectre.Console;

namespace CompExplain.Cli.Output;

/// <summary>Consoles that draw on the command's own streams.</summary>
internal static class SpectreConsole
{
    public static IAnsiConsole ForOutput(Terminal terminal, int width) =>
        Create(terminal.Out, terminal.OutputColors, terminal.OutputColors, width);

    /// <summary>For progress, which is redrawn in place.</summary>
    public static IAnsiConsole ForError(Terminal terminal) =>
        Create(terminal.Error, isAnsi: true, terminal.ErrorColors, terminal.Width);

    private static IAnsiConsole Create(TextWriter writer, bool isAnsi, bool colors, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = isAnsi ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = colors ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = isAnsi ? InteractionSupport.Yes : InteractionSupport.No,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
        });
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
