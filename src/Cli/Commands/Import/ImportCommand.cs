using System.CommandLine;

namespace CompExplain.Cli.Commands.Import;

/// <summary><c>compexplain import</c>: its sources.</summary>
internal static class ImportCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("import", "Imports a data set, the units of a network, or more concepts, all or nothing.");
        command.Subcommands.Add(ImportNliCommand.Create(terminal));
        command.Subcommands.Add(ImportBrodenCommand.Create(terminal));
        command.Subcommands.Add(ImportFolderCommand.Create(terminal));
        command.Subcommands.Add(ImportCocoCommand.Create(terminal));
        command.Subcommands.Add(ImportTextCommand.Create(terminal));
        command.Subcommands.Add(ImportUnitsCommand.Create(terminal));
        command.Subcommands.Add(ImportConceptsCommand.Create(terminal));
        command.WithExamples(
            "compexplain import broden places.cxdb broden1_224",
            "compexplain import units places.cxdb --layer layer4 activations.npy --top 0.5%");
        return command;
    }
}
