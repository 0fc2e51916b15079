using System.CommandLine;

namespace CompExplain.Cli.Commands.Probe;

/// <summary><c>compexplain probe</c>: runs a network on the inputs of a database, and stores what its units do.</summary>
internal static class ProbeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "probe", "Runs a network on a database's inputs and adds a layer of its units, all or nothing.");
        command.Subcommands.Add(ProbeVisionCommand.Create(terminal));
        command.Subcommands.Add(ProbeNliCommand.Create(terminal));
        command.WithExamples("compexplain probe nli snli.cxdb --weights model.safetensors");
        return command;
    }
}
