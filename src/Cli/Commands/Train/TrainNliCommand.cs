using System.CommandLine;
using System.Globalization;
using CompExplain.Networks.Nli;

namespace CompExplain.Cli.Commands.Train;

/// <summary><c>compexplain train nli</c>: the paper's network for sentence pairs.</summary>
internal static class TrainNliCommand
{
    private static readonly NliTrainingOptions Defaults = new(string.Empty, string.Empty, string.Empty, string.Empty);

    public static Command Create(Terminal terminal)
    {
        var model = new Argument<string>("MODEL") { Description = "The network to make, a safetensors file." };
        var data = Arguments.Text(
            "--data",
            "FILE.tsv",
            "Pairs, tab-separated: the columns gold_label, sentence1 and sentence2, named in the first line.",
            required: true);
        var vectors = Arguments.Text("--vectors", "FILE.npy", "Word vectors, a row a word.", required: true);
        var words = Arguments.Text("--words", "FILE", "The words of --vectors, one a line.", required: true);
        var heldOut = Arguments.Text(
            "--held-out", "5%", "Share of the pairs that is held out, to choose the best epoch.");
        heldOut.DefaultValueFactory = _ => string.Create(
            CultureInfo.InvariantCulture, $"{(decimal)Defaults.HeldOut * 100:0.####}%");
        var devTok = Arguments.Text(
            "--dev-tok", "FILE", "Tokenised sentences of pairs to measure the finished network on; they choose nothing.");
        var devLabels = Arguments.Text("--dev-labels", "FILE", "The labels of --dev-tok, one a pair; - for none.");
        var epochs = Arguments.Number("--epochs", "Maximum number of epochs.", Defaults.Epochs);
        var patience = Arguments.Number(
            "--patience", "Number of epochs without improvement after which training ends.", Defaults.Patience);
        var batch = Arguments.Number("--batch", "Number of pairs in a batch.", Defaults.BatchSize);
        var rate = Arguments.Text("--learning-rate", "X", "Highest learning rate.");
        rate.DefaultValueFactory = _ => Defaults.LearningRate.ToString(CultureInfo.InvariantCulture);
        var seed = Arguments.Number(
            "--seed", "Seed of all random numbers; the same seed gives the same network.", Defaults.Seed);
        var minutes = new Option<int?>("--minutes")
        {
            HelpName = "N",
            Description = "Time limit in minutes: no epoch begins that would exceed it.",
        };
        var replace = new Option<bool>("--replace") { Description = "Replace an existing network." };
        var restart = new Option<bool>("--restart")
        {
            Description = "Start from the beginning; do not resume a cancelled training.",
        };
        var command = new Command(
            "nli",
            "Trains a bidirectional LSTM and a perceptron on labelled sentence pairs. After a cancellation the same command "
            + "resumes after the last epoch.")
        {
            model,
            data,
            vectors,
            words,
            heldOut,
            devTok,
            devLabels,
            epochs,
            patience,
            batch,
            rate,
            seed,
            minutes,
            replace,
            restart,
        };
        command.WithExamples(
            "compexplain train nli model.safetensors --data snli_train.tsv --vectors glove.npy --words words.txt",
            "compexplain train nli model.safetensors --data snli_train.tsv --vectors glove.npy --words words.txt "
            + "--dev-tok dev.tok --dev-labels dev.labels --minutes 20");
        command.SetAction(parsed => TrainNliRunner.Run(terminal, new NliTrainingOptions(
            parsed.GetRequiredValue(model),
            parsed.GetRequiredValue(data),
            parsed.GetRequiredValue(vectors),
            parsed.GetRequiredValue(words))
        {
            HeldOut = Arguments.ReadShare("--held-out", parsed.GetRequiredValue(heldOut)),
            DevTokPath = parsed.GetValue(devTok),
            DevLabelsPath = parsed.GetValue(devLabels),
            Epochs = parsed.GetValue(epochs),
            Patience = parsed.GetValue(patience),
            BatchSize = parsed.GetValue(batch),
            LearningRate = Arguments.ReadNumber("--learning-rate", parsed.GetRequiredValue(rate)),
            Seed = parsed.GetValue(seed),
            TimeLimit = parsed.GetValue(minutes) is { } limit ? TimeSpan.FromMinutes(limit) : null,
            Replace = parsed.GetValue(replace),
            Restart = parsed.GetValue(restart),
        }));
        return command;
    }
}
