using System.Text;
using CompExplain.Fixtures;
using CompExplain.Networks.Nli;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Networks.Tests.Nli;

/// <summary>Pairs that are soon learned, in files, and a network small enough for a test.</summary>
internal static class TinyNli
{
    private static readonly string[] Nouns = ["dog", "cat", "man", "boat", "tree", "car"];
    private static readonly string[] Places = ["park", "house", "street", "lake"];

    public static NliTrainingOptions Options(TempFolder folder, string model = "m.safetensors", int epochs = 4)
    {
        var table = new StringBuilder("gold_label\tsentence1\tsentence2\n");
        foreach (var (premise, hypothesis, label) in Pairs())
        {
            table.Append($"{label}\t{premise}\t{hypothesis}\n");
        }

        string[] words = [.. Nouns, .. Places, "in", "the", "outside"];
        float[] vectors = new float[words.Length * 8];
        var random = new Random(3);
        for (int i = 0; i < vectors.Length; i++)
        {
            vectors[i] = (float)(random.NextDouble() - 0.5);
        }

        return new NliTrainingOptions(
            folder.File(model),
            folder.Write("train.tsv", table.ToString()),
            folder.Write("v.npy", Npy.Floats($"({words.Length}, 8)", vectors)),
            folder.Write("w.txt", string.Join('\n', words) + "\n"))
        {
            Epochs = epochs,
            BatchSize = 16,
            HeldOut = 0.15,
            LearningRate = 0.01,
            Patience = 100,
            Architecture = new NliArchitecture { Hidden = 12, Units = 20, VectorDropout = 0.1 },
        };
    }

    /// <summary>A database of some of the pairs, as an import would write it.</summary>
    public static string Database(TempFolder folder, string name = "t.cxdb", string? prediction = null)
    {
        string path = folder.File(name);
        var pairs = Pairs().Where((_, i) => i % 7 == 0).ToList();
        using var writer = DatabaseWriter.Create(path, new DatasetDescription("t", DatasetKind.Texts, 1, 1, pairs.Count));
        writer.AddInputs(pairs.Select(
            (pair, i) => new InputRecord($"{i}", null, $"{pair.Premise}\n{pair.Hypothesis}", pair.Label, prediction)));
        writer.Commit();
        return path;
    }

    private static IEnumerable<(string Premise, string Hypothesis, string Label)> Pairs()
    {
        int number = 0;
        foreach (string noun in Nouns)
        {
            foreach (string place in Places)
            {
                foreach (string end in (string[])["", " .", " today", " now ."])
                {
                    // A number of its own in each premise keeps the groups of pairs small.
                    string premise = $"The {noun} is in the {place} {number++}{end}";
                    yield return (premise, $"{number} a {noun}{end}", "entailment");
                    yield return (premise, $"{number} no {noun}{end}", "contradiction");
                    yield return (premise, $"{number} maybe outside{end}", "neutral");
                }
            }
        }
    }
}
