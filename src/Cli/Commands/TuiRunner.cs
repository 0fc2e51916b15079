using CompExplain.Cli.Prompt;
using CompExplain.Tui;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Sessions;

namespace CompExplain.Cli.Commands;

/// <summary>Opens the terminal UI on the process's own terminal.</summary>
internal static class TuiRunner
{
    public static int Run(Terminal terminal, string path, bool light, string? colors, string? images)
    {
        var depth = Arguments.OneOf<ColorDepth?>(
            "--colors", colors, ("auto", null), ("full", ColorDepth.Full), ("256", ColorDepth.Palette), ("16", ColorDepth.Sixteen), ("none", ColorDepth.Plain));
        if (terminal is not { IsInputTerminal: true, IsOutputTerminal: true, CanMoveCursor: true })
        {
            throw new CommandException($"this needs a terminal at both ends; through pipes there is: compexplain query {path} \"SHOW units\"");
        }

        TerminalUi.Run(path, new UiOptions
        {
            Depth = depth ?? terminal.ColorDepth,
            Light = light,
            Pictures = new InputPictures(images),
            History = UserHistory.Open(),
            Folder = Environment.CurrentDirectory,
        });
        return ExitCode.Success;
    }
}
