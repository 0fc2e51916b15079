using System.Globalization;
using CompExplain.Import.Files;
using CompExplain.Storage.Catalog;

namespace CompExplain.Import.Text;

/// <summary>The pairs as they are in the files, checked against each other.</summary>
/// <param name="Premises">A premise for each pair.</param>
/// <param name="Hypotheses">A hypothesis for each pair.</param>
/// <param name="Labels">A gold label for each pair, null where there is none; or null.</param>
/// <param name="Predictions">A prediction for each pair; or null.</param>
internal sealed record NliCorpus(Sentence[] Premises, Sentence[] Hypotheses, string?[]? Labels, string[]? Predictions)
{
    /// <summary>What was left out.</summary>
    public IReadOnlyList<ImportNote> Notes { get; init; } = [];

    public static NliCorpus Read(NliImportOptions options, CancellationToken cancellation)
    {
        var notes = new List<ImportNote>();
        string path;
        Sentence[] sentences;
        if (options.FeatsPath is { } feats)
        {
            if (options.TokPath is not null || options.PosPath is not null)
            {
                throw new ImportException("give either a .feats file or .tok and .pos files, not both");
            }

            path = feats;
            sentences = ReadFeats(feats, notes, cancellation);
        }
        else
        {
            path = options.TokPath ?? throw new ImportException("give the tokenised sentences: a .tok file, or a .feats file");
            sentences = ReadTokens(path, options.PosPath, notes, cancellation);
        }

        if (sentences.Length % 2 != 0)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} has {sentences.Length} sentences, an odd number; every premise needs a hypothesis on the line after "
                + $"it"));
        }

        int pairs = sentences.Length / 2;
        var premises = new Sentence[pairs];
        var hypotheses = new Sentence[pairs];
        for (int i = 0; i < pairs; i++)
        {
            premises[i] = sentences[2 * i];
            hypotheses[i] = sentences[(2 * i) + 1];
        }

        string?[]? labels = options.LabelsPath is { } labelsPath
            ? ReadLabels(labelsPath, path, pairs, notes, cancellation)
            : null;
        string[]? predictions = options.PredictionsPath is { } predictionsPath
            ? ReadPredictions(predictionsPath, path, pairs, labels, options.LabelsPath, cancellation)
            : null;
        return new(premises, hypotheses, labels, predictions) { Notes = notes };
    }

    private static Sentence[] ReadTokens(
        string path, string? posPath, List<ImportNote> notes, CancellationToken cancellation)
    {
        var lines = InputFile.ReadLines(path, notes, cancellation);
        var tagLines = posPath is null ? null : InputFile.ReadLines(posPath, notes, cancellation);
        if (tagLines is not null && tagLines.Count != lines.Count)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{posPath} has {tagLines.Count} lines, and {path} has {lines.Count}; every sentence needs its tags"));
        }

        var sentences = new Sentence[lines.Count];
        for (int i = 0; i < sentences.Length; i++)
        {
            string[] tokens = Split(lines[i]);
            string[] tags = tagLines is null ? [] : Split(tagLines[i]);
            if (tagLines is not null && tags.Length != tokens.Length)
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{posPath}, line {i + 1}: {tags.Length} tags for the {tokens.Length} tokens of {path}, line {i + 1}; every "
                    + $"token needs one"));
            }

            sentences[i] = new(tokens, tags);
        }

        return sentences;
    }

    // The first line names the features, "lemma;open|tag;closed|...". A word or a lemma may be the bar itself.
    private static Sentence[] ReadFeats(string path, List<ImportNote> notes, CancellationToken cancellation)
    {
        var lines = InputFile.ReadLines(path, notes, cancellation);
        string[] features = Array.ConvertAll(lines[0].Split('|'), feature => feature.Split(';')[0].Trim());
        int tag = Array.IndexOf(features, "tag");
        if (tag < 0)
        {
            throw new ImportException(
                $"{path}, line 1: no feature 'tag'; the first line names the features, as in lemma;open|tag;closed|dep;closed");
        }

        if (lines.Count == 1)
        {
            throw new ImportException($"{path} has no sentences after its first line");
        }

        var sentences = new Sentence[lines.Count - 1];
        for (int i = 0; i < sentences.Length; i++)
        {
            string[] items = Split(lines[i + 1]);
            string[] tokens = new string[items.Length], tags = new string[items.Length];
            for (int t = 0; t < items.Length; t++)
            {
                string[] parts = items[t].Split('|');
                int extra = parts.Length - features.Length - 1;
                string word = extra > 0 && parts[0].Length == 0 ? "|" : parts[0];
                // A bar as the word, and as the lemma, gives one more bar each.
                if (extra < 0 || (extra > 0 && word != "|") || word.Length == 0)
                {
                    throw new ImportException(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path}, line {i + 2}, token {t + 1}: {parts.Length} parts between bars where the word and "
                        + $"{features.Length} features make {features.Length + 1}"));
                }

                tokens[t] = word;
                tags[t] = parts[^(features.Length - tag)];
            }

            sentences[i] = new(tokens, tags);
        }

        return sentences;
    }

    private static string?[] ReadLabels(
        string path, string sentencesPath, int pairs, List<ImportNote> notes, CancellationToken cancellation)
    {
        var lines = InputFile.ReadLines(path, notes, cancellation);
        if (lines.Count != pairs)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} has {lines.Count} labels, and {sentencesPath} has {pairs} pairs; every pair needs one, - for none"));
        }

        string?[] labels = new string?[pairs];
        for (int i = 0; i < pairs; i++)
        {
            string label = lines[i].Trim();
            if (label.Length == 0)
            {
                throw new ImportException(
                    string.Create(CultureInfo.InvariantCulture, $"{path}, line {i + 1}: no label; write - where there is none"));
            }

            labels[i] = label == "-" ? null : label;
        }

        return labels;
    }

    private static string[] ReadPredictions(
        string path, string sentencesPath, int pairs, string?[]? labels, string? labelsPath, CancellationToken cancellation)
    {
        var predictions = new List<string>(pairs);
        CsvFile.ReadTable(path, labels is null ? ["pred"] : ["gt", "pred"], row =>
        {
            int pair = predictions.Count;
            if (pair % 4096 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            string prediction = row["pred"];
            if (prediction.Length == 0)
            {
                throw new ImportException($"{row.Where}: no prediction; every pair needs one");
            }

            if (labels is not null && pair < pairs && labels[pair] is { } label && label != row["gt"])
            {
                throw new ImportException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Where} (pair {pair}): gt is '{row["gt"]}', and {labelsPath}, line {pair + 1} has '{label}'; the files "
                    + $"are not of the same pairs in the same order"));
            }

            predictions.Add(prediction);
        });
        if (predictions.Count == pairs)
        {
            return [.. predictions];
        }

        throw new ImportException(string.Create(
            CultureInfo.InvariantCulture,
            $"{path} has {predictions.Count} predictions, and {sentencesPath} has {pairs} pairs; every pair needs one"));
    }

    private static string[] Split(string line) => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
}
