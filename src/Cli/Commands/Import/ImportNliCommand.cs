using System.CommandLine;
using CompExplain.Import.Text;

namespace CompExplain.Cli.Commands.Import;

/// <summary><c>compexplain import nli</c>: sentence pairs.</summary>
internal static class ImportNliCommand
{
    private static readonly NliImportOptions Defaults = new();

    public static Command Create(Terminal terminal)
    {
        var database = ImportArguments.NewDatabase();
        var tok = Arguments.Text(
            "--tok", "FILE", "Tokenised sentences, one a line: the premise and the hypothesis of each pair in turn.");
        var pos = Arguments.Text("--pos", "FILE", "Part-of-speech tags of those tokens, line for line.");
        var feats = Arguments.Text(
            "--feats", "FILE", "Tokens with their features (word|lemma|tag|...), in place of --tok and --pos.");
        var labels = Arguments.Text("--labels", "FILE", "Gold labels, one a pair; - for none.");
        var predictions = Arguments.Text("--predictions", "FILE", "A CSV file with the columns gt and pred, a row a pair.");
        var vectors = Arguments.Text("--vectors", "FILE.npy", "Word vectors, a row a word; NEIGHBORS needs them.");
        var words = Arguments.Text("--words", "FILE", "The words of --vectors, one a line.");
        var overlap = new ChoiceOption<OverlapDefinition>(
            "--overlap",
            "How the overlap of the two sides is measured: over all their words (the paper), or over those that differ (its "
            + "code).",
            Defaults.Overlap,
            ("paper", OverlapDefinition.Paper),
            ("authors", OverlapDefinition.Authors));
        var top = Arguments.Number("--top", "Number of words that are concepts, the most frequent.", Defaults.Top);
        var replace = ImportArguments.ReplaceDatabase();
        var command = new Command("nli", "Makes a database of sentence pairs. Words, tags and overlap are the concepts.")
        {
            database, tok, pos, feats, labels, predictions, vectors, words, overlap.Option, top, replace,
        };
        command.WithExamples(
            "compexplain import nli snli.cxdb --tok dev.tok --pos dev.pos --labels dev.labels --predictions preds.csv "
            + "--vectors glove.npy --words words.txt");
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(database);
            var options = new NliImportOptions
            {
                Name = Path.GetFileNameWithoutExtension(parsed.GetValue(tok) ?? parsed.GetValue(feats)) ?? Defaults.Name,
                TokPath = parsed.GetValue(tok),
                PosPath = parsed.GetValue(pos),
                FeatsPath = parsed.GetValue(feats),
                LabelsPath = parsed.GetValue(labels),
                PredictionsPath = parsed.GetValue(predictions),
                VectorsPath = parsed.GetValue(vectors),
                WordsPath = parsed.GetValue(words),
                Overlap = overlap.Read(parsed),
                Top = parsed.GetValue(top),
                Replace = parsed.GetValue(replace),
            };
            return WriteRunner.Run(
                terminal, path, progress => NliImporter.Import(options, path, progress, terminal.Cancellation));
        });
        return command;
    }
}
