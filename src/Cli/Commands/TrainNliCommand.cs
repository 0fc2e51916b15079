using System.CommandLine;
using CompExplain.Networks.Nli;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain train nli</c>: the paper's network for sentence pairs.</summary>
internal static class TrainNliCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "The network to make, a safetensors file." };
        var data = new Option<string>("--data") { HelpName = "FILE.tsv", Description = "Pairs: gold_label, sentence1 and sentence2, apart by tabs, named in the first line.", Required = true };
        var vectors = new Option<string>("--vectors") { HelpName = "FILE.npy", Description = "Word vectors, a row a word.", Required = true };
        var words = new Option<string>("--words") { HelpName = "FILE", Description = "The words of --vectors, one a line.", Required = true };
        var heldOut = new Option<string>("--held-out")
        {
            HelpName = "5%",
            Description = "The share of the pairs that is not learned from, but tells which epoch was best.",
            DefaultValueFactory = _ => "5%",
        };
        var devTok = new Option<string>("--dev-tok") { HelpName = "FILE", Description = "Tokenised sentences of pairs to measure the finished network on; nothing is chosen by them." };
        var devLabels = new Option<string>("--dev-labels") { HelpName = "FILE", Description = "The labels of --dev-tok, one a pair; - where there is none." };
        var epochs = Number("--epochs", "How often the pairs are gone through at most.", 7);
        var patience = Number("--patience", "After how many epochs without a better one it ends.", 3);
        var batch = Number("--batch", "How many pairs are learned from at once.", 64);
        var rate = new Option<string>("--learning-rate") { HelpName = "X", Description = "The highest learning rate.", DefaultValueFactory = _ => "0.001" };
        var seed = Number("--seed", "What all random numbers come from; the same one gives the same network.", 1);
        var minutes = new Option<int?>("--minutes") { HelpName = "N", Description = "No epoch is begun that would not end within so many minutes." };
        var replace = new Option<bool>("--replace") { Description = "Take the place of a network that is there." };
        var restart = new Option<bool>("--restart") { Description = "Begin anew where a training was stopped, and do not go on with it." };
        var command = new Command(
            "nli",
            "Trains a bidirectional LSTM and a perceptron on labelled sentence pairs. Stopped, it goes on after the last finished epoch when it is run again.")
        {
            model, data, vectors, words, heldOut, devTok, devLabels, epochs, patience, batch, rate, seed, minutes, replace, restart,
        };
        command.WithExamples(
            "compexplain train nli model.safetensors --data snli_train.tsv --vectors glove.npy --words words.txt",
            "compexplain train nli model.safetensors --data snli_train.tsv --vectors glove.npy --words words.txt --dev-tok dev.tok --dev-labels dev.labels --minutes 20");
        command.SetAction(parsed => TrainNliRunner.Run(terminal, new NliTrainingOptions(
            parsed.GetRequiredValue(model), parsed.GetRequiredValue(data), parsed.GetRequiredValue(vectors), parsed.GetRequiredValue(words))
        {
            HeldOut = Arguments.ReadShare("--held-out", parsed.GetRequiredValue(heldOut)),
            DevTokPath = parsed.GetValue(devTok),
            DevLabelsPath = parsed.GetValue(devLabels),
            Epochs = Arguments.Within("--epochs", parsed.GetValue(epochs), 1, 1000),
            Patience = Arguments.Within("--patience", parsed.GetValue(patience), 1, 1000),
            BatchSize = Arguments.Within("--batch", parsed.GetValue(batch), 2, 4096),
            LearningRate = ReadRate(parsed.GetRequiredValue(rate)),
            Seed = parsed.GetValue(seed),
            TimeLimit = parsed.GetValue(minutes) is { } limit ? TimeSpan.FromMinutes(Arguments.Within("--minutes", limit, 1, 100_000)) : null,
            Replace = parsed.GetValue(replace),
            Restart = parsed.GetValue(restart),
        }));
        return command;
    }

    private static Option<int> Number(string name, string description, int usual) =>
        new(name) { HelpName = "N", Description = description, DefaultValueFactory = _ => usual };

    private static double ReadRate(string text)
    {
        double rate = Arguments.ReadNumber("--learning-rate", text);
        return rate is > 0 and <= 1 ? rate : throw new CommandException($"--learning-rate is over 0 and at most 1, not {text}");
    }
}
