using System.CommandLine;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain tui</c>: the terminal UI.</summary>
internal static class TuiCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = Arguments.Database();
        var theme = new Option<string>("--theme") { HelpName = "dark|light", Description = "The background; Ctrl-T changes it.", DefaultValueFactory = _ => "dark" };
        var colors = new Option<string>("--colors") { HelpName = "auto|full|256|16|none", Description = "The colours that the terminal can show.", DefaultValueFactory = _ => "auto" };
        var images = new Option<string?>("--images") { HelpName = "FOLDER", Description = "Where the photographs are, if not where they were imported from." };
        var command = new Command("tui", "Opens a database on the whole screen: browse units, see what they respond to, ask, search.") { database, theme, colors, images };
        command.WithExamples("compexplain tui demo.cxdb", "compexplain tui places.cxdb --images ~/broden/images --theme light");
        command.SetAction(parsed => TuiRunner.Run(
            terminal, parsed.GetRequiredValue(database), Arguments.OneOf("--theme", parsed.GetValue(theme), ("dark", false), ("light", true)), parsed.GetValue(colors), parsed.GetValue(images)));
        return command;
    }
}
