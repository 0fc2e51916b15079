using System.CommandLine;
using CompExplain.Import.Text;

namespace CompExplain.Cli.Commands;

/// <summary><c>compexplain import nli</c>: sentence pairs.</summary>
internal static class ImportNliCommand
{
    public static Command Create(Terminal terminal)
    {
        var database = new Argument<string>("DB") { Description = "The database to make." };
        var tok = new Option<string>("--tok") { HelpName = "FILE", Description = "Tokenised sentences, one a line: the premise and the hypothesis of each pair in turn." };
        var pos = new Option<string>("--pos") { HelpName = "FILE", Description = "Part-of-speech tags of those tokens, line for line." };
        var feats = new Option<string>("--feats") { HelpName = "FILE", Description = "Tokens with their features (word|lemma|tag|...), in place of --tok and --pos." };
        var labels = new Option<string>("--labels") { HelpName = "FILE", Description = "Gold labels, one a pair; - where there is none." };
        var predictions = new Option<string>("--predictions") { HelpName = "FILE", Description = "A CSV file with the columns gt and pred, a row a pair." };
        var vectors = new Option<string>("--vectors") { HelpName = "FILE.npy", Description = "Word vectors, a row a word; NEIGHBORS needs them." };
        var words = new Option<string>("--words") { HelpName = "FILE", Description = "The words of --vectors, one a line." };
        var overlap = new Option<string>("--overlap")
        {
            HelpName = "paper|authors",
            Description = "How the overlap of the two sides is measured: over all of their words, as in the paper, or over those that differ, as in the authors' code.",
            DefaultValueFactory = _ => "paper",
        };
        var top = new Option<int>("--top") { HelpName = "N", Description = "How many of the most frequent words are concepts.", DefaultValueFactory = _ => 2000 };
        var replace = new Option<bool>("--replace") { Description = "Take the place of a database that is there." };
        var command = new Command("nli", "Makes a database of sentence pairs: words, tags and overlap are its concepts.")
        {
            database, tok, pos, feats, labels, predictions, vectors, words, overlap, top, replace,
        };
        command.WithExamples(
            "compexplain import nli snli.cxdb --tok dev.tok --pos dev.pos --labels dev.labels --predictions preds.csv --vectors glove.npy --words words.txt");
        command.SetAction(parsed => ImportRunner.Run(terminal, parsed.GetRequiredValue(database), new NliImportOptions
        {
            Name = Path.GetFileNameWithoutExtension(parsed.GetValue(tok) ?? parsed.GetValue(feats) ?? "nli"),
            TokPath = parsed.GetValue(tok),
            PosPath = parsed.GetValue(pos),
            FeatsPath = parsed.GetValue(feats),
            LabelsPath = parsed.GetValue(labels),
            PredictionsPath = parsed.GetValue(predictions),
            VectorsPath = parsed.GetValue(vectors),
            WordsPath = parsed.GetValue(words),
            Overlap = Arguments.OneOf("--overlap", parsed.GetValue(overlap), ("paper", OverlapDefinition.Paper), ("authors", OverlapDefinition.Authors)),
            Top = Arguments.Within("--top", parsed.GetValue(top), 0, 1_000_000),
            Replace = parsed.GetValue(replace),
        }));
        return command;
    }
}
