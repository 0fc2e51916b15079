using System.CommandLine;

namespace CompExplain.Cli.Commands.Train;

/// <summary><c>compexplain train</c>: networks that can then be probed.</summary>
internal static class TrainCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("train", "Trains a network on your own data; compexplain probe probes it.");
        command.Subcommands.Add(TrainNliCommand.Create(terminal));
        command.WithExamples(
            "compexplain train nli model.safetensors --data snli_train.tsv --vectors glove.npy --words words.txt");
        return command;
    }
}
