using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Fixtures;

/// <summary>Small databases whose names are those of the papers, to ask in words.</summary>
public static class NamedProbe
{
    /// <summary>Ten images of 2 x 2 with Broden's names: marks of colours and scenes, a name in two categories, two
    /// layers.</summary>
    public static void Images(string path, bool secondLayer = false)
    {
        using var writer = DatabaseWriter.Create(path, new DatasetDescription("named images", DatasetKind.Images, 2, 2, 10));
        writer.AddInputs(Enumerable.Range(0, 10).Select(i => new InputRecord(
            $"image{i}.jpg", i < 5 ? "train" : "val", $"images/image{i}.jpg", i % 2 == 0 ? "street" : "beach", "street")));
        (string Category, string Name, uint First, uint Last)[] concepts =
        [
            ("object", "water", 0, 11),
            ("object", "river", 8, 15),
            ("object", "waterfall", 16, 17),
            ("object", "water tower", 18, 19),
            ("object", "street", 20, 25),
            ("scene", "street-s", 20, 31),
            ("color", "blue-c", 4, 9),
            ("object", "swimming pool", 30, 33),
            ("object", "pool", 34, 34),
            ("part", "pool", 35, 35),
            ("object", "AND", 36, 36),
            ("object", "Sky", 37, 38),
            ("part", "weird \"name\"", 39, 39),
        ];
        foreach (var (category, name, first, last) in concepts)
        {
            writer.AddConceptMask(
                writer.AddConcept(new ConceptRecord(category, name, category)), 0, SmallMask.Range(first, last));
        }

        foreach (string layer in secondLayer ? new[] { "layer3", "layer4" } : ["layer4"])
        {
            int id = writer.AddLayer(new LayerRecord(layer, 1, 1, "given", "none"));
            for (int unit = 0; unit < 5; unit++)
            {
                int each = writer.AddUnit(id, new UnitRecord(unit, null, null, null, null, 3, null));
                writer.AddUnitMask(each, 0, SmallMask.Range((uint)unit * 2, ((uint)unit * 2) + 9));
            }
        }

        writer.Commit();
    }

    /// <summary>Eight sentence pairs with words on both sides, a tag that is also a word, and word vectors.</summary>
    public static void Texts(string path)
    {
        using var writer = DatabaseWriter.Create(path, new DatasetDescription("named texts", DatasetKind.Texts, 1, 1, 8));
        writer.AddInputs(Enumerable.Range(0, 8).Select(i => new InputRecord(
            $"{i}", null, $"premise {i}\nhypothesis {i}", i % 2 == 0 ? "entailment" : "neutral", "entailment")));
        (string Category, string Name, string Kind, uint[] Positions)[] concepts =
        [
            ("pre", "couch", "token", [0, 1]),
            ("hyp", "couch", "token", [2]),
            ("pre", "sofa", "token", [3]),
            ("hyp", "sofa", "token", [2, 4]),
            ("hyp", "bed", "token", [5]),
            ("hyp", "nobody", "token", [6]),
            ("hyp", "NN", "tag", [0, 1, 2, 3]),
            ("hyp", ":", "token", [7]),
            ("hyp", ":", "tag", [6, 7]), ("overlap", "overlap-50%", "overlap", [0, 2, 4]),
        ];
        foreach (var (category, name, kind, positions) in concepts)
        {
            writer.AddConceptMask(writer.AddConcept(new ConceptRecord(category, name, kind)), 0, SmallMask.Of(positions));
        }

        writer.AddWordVectors(["couch", "sofa", "bed"], 2, [1f, 0f, 0.9f, 0.1f, 0.5f, 0.5f]);
        writer.AddNeighbors("couch", [("sofa", 0.99f), ("bed", 0.7f)]);
        writer.AddNeighbors("sofa", [("couch", 0.99f), ("bed", 0.78f)]);
        writer.AddNeighbors("bed", [("sofa", 0.78f), ("couch", 0.7f)]);
        writer.Commit();
    }
}
