using CompExplain.Import.Images;
using CompExplain.Import.Text;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;
using CompExplain.Storage.Signatures;

namespace CompExplain.Bench;

/// <summary>The real data beside the project, imported into a folder that is gone afterwards.</summary>
internal static class BenchData
{
    public static string? Find(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine([folder.FullName, "shared", "data", .. parts]);
            if (Path.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>Imports the SNLI probing set with tags and word vectors.</summary>
    public static string? ImportNli(string folder)
    {
        if (Find("snli", "snli_1.0_dev.tok") is not { } tok || Find("vectors") is not { } vectors)
        {
            return null;
        }

        string snli = Path.GetDirectoryName(tok)!;
        string path = Path.Combine(folder, "snli.cxdb");
        var options = new NliImportOptions
        {
            TokPath = tok,
            PosPath = Path.Combine(snli, "snli_1.0_dev.pos"),
            LabelsPath = Path.Combine(snli, "snli_1.0_dev.labels"),
            PredictionsPath = Path.Combine(snli, "paper_model_predictions_dev.csv"),
            VectorsPath = Path.Combine(vectors, "glove100.f16.npy"),
            WordsPath = Path.Combine(vectors, "words.txt"),
        };
        NliImporter.Import(options, path);
        return path;
    }

    /// <summary>Imports broden_mini.</summary>
    public static string? ImportBroden(string folder)
    {
        if (Find("broden_mini") is not { } source)
        {
            return null;
        }

        string path = Path.Combine(folder, "mini.cxdb");
        BrodenImporter.Import(new BrodenImportOptions(source), path);
        return path;
    }

    /// <summary>Adds a layer of units, each of which fires where a random weighing of concepts is high: on 5 to 45 % of the positions.</summary>
    public static void AddUnits(string path, int count)
    {
        SignatureIndex index;
        int[][] signatures;
        using (var database = ProbeDatabase.Open(path))
        {
            index = database.Index;
            signatures = new int[database.Shards.ShardCount][];
            for (int shard = 0; shard < signatures.Length; shard++)
            {
                signatures[shard] = SignaturesOf(database, shard);
            }
        }

        var random = new Random(1);
        using var writer = DatabaseWriter.Open(path);
        int layer = writer.AddLayer(new LayerRecord("bench", 1, 1, "given", "none"));
        for (int unit = 0; unit < count; unit++)
        {
            double[] weights = new double[index.ConceptCount];
            for (int concept = 0; concept < weights.Length; concept++)
            {
                weights[concept] = random.NextDouble() < 0.1 ? (random.NextDouble() * 2) - 1 : 0;
            }

            double[] scores = new double[index.SignatureCount];
            for (int signature = 0; signature < scores.Length; signature++)
            {
                foreach (int concept in index.ConceptsOf(signature))
                {
                    scores[signature] += weights[concept];
                }
            }

            double threshold = scores.OrderDescending().ElementAt(scores.Length * (5 + (unit % 41)) / 100);
            int id = writer.AddUnit(layer, new UnitRecord(unit, null, null, null, null, writer.Dataset.InputCount, null));
            var builder = new MaskBuilder(writer.Shards);
            int width = writer.Shards.PositionsPerInput;
            for (int shard = 0; shard < signatures.Length; shard++)
            {
                for (int position = 0; position < signatures[shard].Length; position++)
                {
                    if (scores[signatures[shard][position]] > threshold)
                    {
                        builder.Add(writer.Shards.FirstInput(shard) + (position / width), position % width, position % width);
                    }
                }
            }

            foreach (var (shard, mask) in builder.Finish())
            {
                writer.AddUnitMask(id, shard, mask);
            }
        }

        writer.Commit();
    }

    private static int[] SignaturesOf(ProbeDatabase database, int shard)
    {
        // From the masks, as anyone could: a position's signature is its set of concepts.
        int[] positions = new int[database.Shards.PositionsIn(shard)];
        var bySet = new Dictionary<string, int>();
        var sets = new List<int>[positions.Length];
        for (int concept = 0; concept < database.Concepts.Count; concept++)
        {
            foreach (uint position in database.Masks.Read(MaskOwner.Concept(concept), shard).Positions)
            {
                (sets[position] ??= []).Add(concept);
            }
        }

        for (int signature = 0; signature < database.Index.SignatureCount; signature++)
        {
            bySet[string.Join(' ', database.Index.ConceptsOf(signature).ToArray())] = signature;
        }

        for (int position = 0; position < positions.Length; position++)
        {
            positions[position] = bySet[string.Join(' ', sets[position] ?? [])];
        }

        return positions;
    }
}
