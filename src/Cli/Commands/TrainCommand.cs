using System.CommandLine;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain train</c>: networks that can then be probed.</summary>
internal static class TrainCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("train", "Trains a network on data of your own, to be probed with: compexplain probe.");
        command.Subcommands.Add(TrainNliCommand.Create(terminal));
        command.WithExamples("compexplain train nli model.safetensors --data snli_train.tsv --vectors glove.npy --words words.txt");
        return command;
    }
}
