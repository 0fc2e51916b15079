using CompExplain.Cli.Prompt;
using CompExplain.Tui;
using CompExplain.Tui.Drawing;
using CompExplain.Tui.Sessions;

namespace CompExplain.Cli.Commands.Tui;

/// <summary>Opens the terminal UI on the process's own terminal.</summary>
internal static class TuiRunner
{
    /// <summary>Runs the UI until the person quits.</summary>
    /// <param name="terminal">The terminal.</param>
    /// <param name="path">The database.</param>
    /// <param name="light">Whether the background is light.</param>
    /// <param name="depth">The colours to use; null for those that the terminal announces.</param>
    /// <param name="images">The folder of the photographs; null for that of the import.</param>
    /// <exception cref="CommandException">Input or output is no terminal.</exception>
    public static int Run(Terminal terminal, string path, bool light, ColorDepth? depth, string? images)
    {
        if (terminal is not { IsInputTerminal: true, IsOutputTerminal: true, CanMoveCursor: true })
        {
            throw new CommandException(
                $"this needs a terminal at both ends; through pipes there is: compexplain query {path} \"SHOW units\"");
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
