using System.Runtime.InteropServices;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Fixtures;

/// <summary>
/// A small random probe dataset as plain bit arrays: the oracle that everything else is held to. The same seed gives the
/// same dataset. Image-like: regions of positions share concepts. Text-like: one position an input, every input its own mix.
/// </summary>
public sealed class NaiveProbe
{
    private NaiveProbe(
        DatasetDescription dataset,
        IReadOnlyList<ConceptRecord> concepts,
        bool[][] masks,
        bool[][] units,
        float[][] activations,
        string?[] labels,
        string?[] predictions,
        string?[] splits)
    {
        Activations = activations;
        Dataset = dataset;
        Concepts = concepts;
        Masks = masks;
        Units = units;
        Labels = labels;
        Predictions = predictions;
        Splits = splits;
    }

    public DatasetDescription Dataset { get; }

    public IReadOnlyList<ConceptRecord> Concepts { get; }

    public bool[][] Masks { get; }

    public bool[][] Units { get; }

    /// <summary>For each unit, inputs x <see cref="GridHeight"/> x <see cref="GridWidth"/> values that a float16 holds, many of
    /// them equal. The masks are not cut from them.</summary>
    public float[][] Activations { get; }

    public int GridHeight => Dataset.Kind == DatasetKind.Images ? 3 : 1;

    public int GridWidth => Dataset.Kind == DatasetKind.Images ? 2 : 1;

    public string?[] Labels { get; }

    public string?[] Predictions { get; }

    public string?[] Splits { get; }

    public int Positions => (int)Dataset.PositionCount;

    public static NaiveProbe Images(int seed, int inputs = 12, int side = 8, int concepts = 9, int units = 4)
    {
        var random = new Random(seed);
        var dataset = new DatasetDescription("random images", DatasetKind.Images, side, side, inputs);
        int positions = inputs * side * side;
        bool[][] masks = Masked(concepts, positions);
        string[] categories = ["scene", "object", "part", "color"];
        for (int concept = 0; concept < concepts; concept++)
        {
            for (int input = 0; input < inputs; input++)
            {
                bool whole = concept % 4 == 0;
                if (random.NextDouble() < (whole ? 0.7 : 0.4))
                {
                    continue;
                }

                int top = whole ? 0 : random.Next(side), left = whole ? 0 : random.Next(side);
                int bottom = whole ? side : random.Next(top, side) + 1, right = whole ? side : random.Next(left, side) + 1;
                for (int y = top; y < bottom; y++)
                {
                    for (int x = left; x < right; x++)
                    {
                        masks[concept][(input * side * side) + (y * side) + x] = true;
                    }
                }
            }
        }

        var names = Enumerable.Range(0, concepts)
            .Select(i => new ConceptRecord(categories[i % 4], Name(i), categories[i % 4]))
            .ToList();
        return Finish(dataset, names, masks, units, random);
    }

    public static NaiveProbe Texts(int seed, int inputs = 150, int concepts = 14, int units = 4)
    {
        var random = new Random(seed);
        var dataset = new DatasetDescription("random texts", DatasetKind.Texts, 1, 1, inputs);
        bool[][] masks = Masked(concepts, inputs);
        for (int concept = 0; concept < concepts; concept++)
        {
            double share = 0.7 / (1 + concept);
            for (int input = 0; input < inputs; input++)
            {
                masks[concept][input] = random.NextDouble() < share;
            }
        }

        var names = Enumerable.Range(0, concepts)
            .Select(i => new ConceptRecord(i % 2 == 0 ? "pre" : "hyp", Name(i / 2), "token"))
            .ToList();
        return Finish(dataset, names, masks, units, random);
    }

    /// <summary>Writes the dataset through the real writer; opens nothing.</summary>
    public void Write(string path)
    {
        using var writer = DatabaseWriter.Create(path, Dataset);
        writer.AddInputs(Enumerable.Range(0, Dataset.InputCount).Select(
            i => new InputRecord($"input {i}", Splits[i], $"source {i}", Labels[i], Predictions[i])));
        for (int concept = 0; concept < Concepts.Count; concept++)
        {
            int id = writer.AddConcept(Concepts[concept]);
            writer.AddConceptMask(id, 0, Bitmap(Masks[concept]));
        }

        bool isHalf = Dataset.InputCount % 2 == 0;
        int layer = writer.AddLayer(new LayerRecord("layer4", GridHeight, GridWidth, "given", isHalf ? "float16" : "float32"));
        for (int unit = 0; unit < Units.Length; unit++)
        {
            long active = Enumerable.Range(0, Dataset.InputCount).LongCount(
                input => Units[unit].AsSpan(input * Dataset.PositionsPerInput, Dataset.PositionsPerInput).Contains(true));
            int id = writer.AddUnit(layer, new UnitRecord(unit, null, null, null, null, active, null));
            writer.AddUnitMask(id, 0, Bitmap(Units[unit]));
            writer.AddActivations(
                id,
                0,
                isHalf
                    ? MemoryMarshal.AsBytes<Half>(Array.ConvertAll(Activations[unit], value => (Half)value))
                    : MemoryMarshal.AsBytes<float>(Activations[unit]));
        }

        writer.Commit();
    }

    /// <summary>Bits as a mask that a writer takes.</summary>
    public static SerializedMask Bitmap(bool[] mask) =>
        SmallMask.Of([.. Enumerable.Range(0, mask.Length).Where(position => mask[position]).Select(position => (uint)position)]);

    private static string Name(int i)
    {
        string[] names =
        [
            "water", "river", "sky", "house", "blue", "tree", "road", "car", "door", "red", "lamp", "cat", "dog", "sea",
        ];
        return names[i % names.Length] + (i >= names.Length ? $" {i}" : string.Empty);
    }

    private static bool[][] Masked(int count, int positions) =>
        Enumerable.Range(0, count).Select(_ => new bool[positions]).ToArray();

    private static NaiveProbe Finish(
        DatasetDescription dataset, List<ConceptRecord> names, bool[][] masks, int unitCount, Random random)
    {
        int positions = (int)dataset.PositionCount;
        bool[][] units = Masked(unitCount, positions);
        foreach (bool[] unit in units)
        {
            var (a, b, c) = (masks[random.Next(masks.Length)], masks[random.Next(masks.Length)], masks[random.Next(
                masks.Length)]);
            for (int i = 0; i < positions; i++)
            {
                unit[i] = ((a[i] || b[i]) && !c[i] && random.NextDouble() < 0.8) || random.NextDouble() < 0.03;
            }
        }

        string?[] Column(params string?[] values) => Enumerable.Range(0, dataset.InputCount)
            .Select(_ => values[random.Next(values.Length)])
            .ToArray();
        var (labels, predictions, splits) = (Column("yes", "no", null), Column("yes", "no"), Column("train", "val"));
        int cells = dataset.InputCount * (dataset.Kind == DatasetKind.Images ? 6 : 1);
        var grids = new Random(random.Next());
        float[][] activations = units.Select(_ => Enumerable.Range(0, cells).Select(_ => MathF.Max(-0.5f, grids.Next(
            -8, 13) / 4f) is var value && value < 0.5f ? MathF.Min(value, 0) : value).ToArray()).ToArray();
        return new NaiveProbe(dataset, names, masks, units, activations, labels, predictions, splits);
    }
}
