using System.CommandLine;
using CompExplain.Tui.Drawing;

namespace CompExplain.Cli.Commands.Tui;

/// <summary><c>compexplain tui</c>: the terminal UI.</summary>
internal static class TuiCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var light = new ChoiceOption<bool>(
            "--theme", "Background colour; Ctrl-T changes it.", usual: false, ("dark", false), ("light", true));
        var colors = new ChoiceOption<ColorDepth?>(
            "--colors",
            "Colours that the terminal can show.",
            usual: null,
            ("auto", null),
            ("full", ColorDepth.Full),
            ("256", ColorDepth.Palette),
            ("16", ColorDepth.Sixteen),
            ("none", ColorDepth.Plain));
        var images = Arguments.Text("--images", "FOLDER", "Folder of the photographs, if not that of the import.");
        var command = new Command(
            "tui", "Opens a database in the terminal UI: browse units, see what they respond to, ask, search.")
        {
            database, light.Option, colors.Option, images,
        };
        command.WithExamples("compexplain tui demo.cxdb", "compexplain tui places.cxdb --images ~/broden/images --theme light");
        command.SetAction(parsed => TuiRunner.Run(
            terminal, parsed.GetRequiredValue(database), light.Read(parsed), colors.Read(parsed), parsed.GetValue(images)));
        return command;
    }
}
