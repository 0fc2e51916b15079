using System.Globalization;
using CompExplain.Import;
using CompExplain.Import.Files;

namespace CompExplain.Networks.Nli;

/// <summary>Reads labelled pairs, and sets some of them apart.</summary>
internal static class NliExamples
{
    /// <summary>The classes, in the order of the network's outputs.</summary>
    public static readonly string[] Classes = ["entailment", "neutral", "contradiction"];

    /// <summary>
    /// Reads pairs from a table of raw sentences: tab-separated, the first line names the columns, of which <c>gold_label</c>,
    /// <c>sentence1</c> and <c>sentence2</c> are used, as in SNLI's own files. Pairs labelled <c>-</c> are passed over.
    /// </summary>
    /// <exception cref="ImportException">Not there, a column missing, a row of another width, or an unknown label.</exception>
    public static List<NliExample> ReadTable(string path, CancellationToken cancellation)
    {
        var lines = InputFile.ReadLines(path, notes: null, cancellation);
        string[] names = lines[0].TrimStart('\uFEFF').Split('\t');
        int label = Column("gold_label"), premise = Column("sentence1"), hypothesis = Column("sentence2");
        var examples = new List<NliExample>(lines.Count);
        for (int i = 1; i < lines.Count; i++)
        {
            if (i % 1024 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (lines[i].Length == 0)
            {
                continue;
            }

            string[] cells = lines[i].Split('\t');
            if (cells.Length != names.Length)
            {
                throw new ImportException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{path}, line {i + 1}: {cells.Length} columns where the first line has {names.Length}; they are "
                        + $"separated by tabs"));
            }

            if (Label(cells[label].Trim(), path, i + 1) is { } number)
            {
                examples.Add(new(Words(Unquote(cells[premise])), Words(Unquote(cells[hypothesis])), number));
            }
        }

        return examples.Count > 0
            ? examples
            : throw new ImportException($"{path} has no labelled pairs; there is nothing to learn from");

        int Column(string name)
        {
            int at = Array.FindIndex(names, each => each.Trim().Equals(name, StringComparison.OrdinalIgnoreCase));
            return at >= 0
                ? at
                : throw new ImportException(
                    $"{path} has no column {name}; its first line must name the columns gold_label, sentence1 and sentence2, "
                    + $"separated by tabs");
        }
    }

    /// <summary>Reads pairs that are tokenised already, line 2i the premise and line 2i + 1 the hypothesis of pair i, and
    /// their labels; pairs labelled <c>-</c> are passed over.</summary>
    /// <exception cref="ImportException">A file is not there, they do not agree, or a label is unknown.</exception>
    public static List<NliExample> ReadTokens(string tokPath, string labelsPath, CancellationToken cancellation)
    {
        var sentences = InputFile.ReadLines(tokPath, notes: null, cancellation);
        var labels = InputFile.ReadLines(labelsPath, notes: null, cancellation);
        if (sentences.Count != 2 * labels.Count)
        {
            throw new ImportException(string.Create(
                CultureInfo.InvariantCulture,
                $"{labelsPath} has {labels.Count} labels, and {tokPath} has {sentences.Count} sentences; every label needs two, "
                + $"the premise and the hypothesis"));
        }

        var examples = new List<NliExample>(labels.Count);
        for (int i = 0; i < labels.Count; i++)
        {
            if (Label(labels[i].Trim(), labelsPath, i + 1) is { } number)
            {
                examples.Add(new(Split(sentences[2 * i]), Split(sentences[(2 * i) + 1]), number));
            }
        }

        return examples.Count > 0
            ? examples
            : throw new ImportException($"{labelsPath} has no labels; there is nothing to measure by");
    }

    /// <summary>The lower-cased tokens of a sentence that is tokenised already.</summary>
    public static string[] Split(string sentence) =>
        sentence.ToLowerInvariant().Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>
    /// Sets a share of the pairs apart, at random but so that no sentence is on both sides: pairs with a sentence in common
    /// (three hypotheses of one premise, a revised pair and its original) stay together.
    /// </summary>
    public static (List<NliExample> Training, List<NliExample> HeldOut) Divide(
        List<NliExample> examples, double share, ulong seed)
    {
        int[] group = Groups(examples);
        int[] order = [.. Enumerable.Range(0, examples.Count)];
        new RandomSequence(seed).Shuffle<int>(order);
        int wanted = (int)Math.Ceiling(share * examples.Count);
        var sizes = group.CountBy(each => each).ToDictionary();
        var apart = new HashSet<int>();
        int count = 0;
        foreach (int i in order)
        {
            // A group too large for the place that is left would unbalance the two sides.
            if (count >= wanted)
            {
                break;
            }

            if (apart.Contains(group[i]) || (count > 0 && count + sizes[group[i]] > wanted + (wanted / 10)))
            {
                continue;
            }

            apart.Add(group[i]);
            count += sizes[group[i]];
        }

        var training = new List<NliExample>();
        var heldOut = new List<NliExample>();
        for (int i = 0; i < examples.Count; i++)
        {
            (apart.Contains(group[i]) ? heldOut : training).Add(examples[i]);
        }

        return (training, heldOut);
    }

    private static int[] Groups(List<NliExample> examples)
    {
        int[] parent = [.. Enumerable.Range(0, examples.Count)];
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < examples.Count; i++)
        {
            foreach (string[] sentence in (string[][])[examples[i].Premise, examples[i].Hypothesis])
            {
                string text = string.Join(' ', sentence);
                if (!first.TryAdd(text, i))
                {
                    parent[Root(i)] = Root(first[text]);
                }
            }
        }

        return [.. Enumerable.Range(0, examples.Count).Select(Root)];

        int Root(int i)
        {
            while (parent[i] != i)
            {
                i = parent[i] = parent[parent[i]];
            }

            return i;
        }
    }

    private static string[] Words(string sentence) => PennTokenizer.Tokenize(sentence.ToLowerInvariant());

    // A cell that a spreadsheet wrote: in quotes, and the quotes in it doubled. Other cells may have quotes of their own.
    private static string Unquote(string cell)
    {
        if (cell.Length < 2 || cell[0] != '"' || cell[^1] != '"')
        {
            return cell;
        }

        string inner = cell[1..^1];
        return inner.Replace("\"\"", "", StringComparison.Ordinal).Contains('"', StringComparison.Ordinal)
            ? cell
            : inner.Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    private static int? Label(string text, string path, int line)
    {
        if (text == "-")
        {
            return null;
        }

        int label = Array.IndexOf(Classes, text);
        return label >= 0 ? label : throw new ImportException(string.Create(
            CultureInfo.InvariantCulture,
            $"{path}, line {line}: the label '{text}' is none of {string.Join(", ", Classes)}, or - for none"));
    }
}
