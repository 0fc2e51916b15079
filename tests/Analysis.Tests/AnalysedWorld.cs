using CompExplain.Analysis.Layers;
using CompExplain.Fixtures;
using CompExplain.Query;
using CompExplain.Query.Explaining;
using CompExplain.Search;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;

namespace CompExplain.Analysis.Tests;

/// <summary>
/// A small searched data set of texts whose masks are known as bit arrays: sixty inputs with labels and predictions, of two
/// splits, nine units of different sizes, and a second layer of which unit i is active where unit (i + 1) % 9 of the first is.
/// </summary>
internal sealed class AnalysedWorld : IDisposable
{
    public const int Inputs = 60;
    public const int Units = 9;

    private static readonly string[] Names = ["entailment", "neutral", "contradiction"];

    private readonly TempFolder _folder = new();

    public AnalysedWorld(int seed = 1, bool searched = true, bool labelled = true)
    {
        var random = new Random(seed);
        string path = _folder.File("world.cxdb");
        using (var writer = DatabaseWriter.Create(path, new DatasetDescription("world", DatasetKind.Texts, 1, 1, Inputs)))
        {
            Gold = [.. Enumerable.Range(0, Inputs).Select(i => i % 10 == 9 || !labelled ? null : Names[random.Next(3)])];
            Predicted = [.. Gold.Select(gold => labelled ? random.Next(3) > 0 ? gold ?? Names[0] : Names[random.Next(3)] : null)];
            writer.AddInputs(Enumerable.Range(0, Inputs).Select(i => new InputRecord(
                $"{i}", i % 3 == 0 ? "val" : "train", $"premise {i}\nhypothesis {i}", Gold[i], Predicted[i])));
            for (int concept = 0; concept < 8; concept++)
            {
                int id = writer.AddConcept(new ConceptRecord(concept % 2 == 0 ? "pre" : "hyp", $"w{concept}", "token"));
                writer.AddConceptMask(id, 0, SmallMask.Of(Where(Draw(random, 0.1 + (0.05 * concept)))));
            }

            Masks = [.. Enumerable.Range(0, Units).Select(unit => Draw(random, 0.15 + (0.08 * unit)))];
            AddLayer(writer, "mlp", Masks);
            AddLayer(writer, "next", [.. Enumerable.Range(0, Units).Select(unit => Masks[(unit + 1) % Units])]);
            writer.Commit();
        }

        Database = ProbeDatabase.Open(path);
        Engine = new QueryEngine(Database, new BeamExplainer());
        foreach (string layer in searched ? new[] { "mlp", "next" } : [])
        {
            new LayerSearch(Engine).Run(layer, null, new SearchOptions { Length = 3, Beam = 4, MinimumInputs = 0 });
        }
    }

    public string?[] Gold { get; }

    public string?[] Predicted { get; }

    public bool[][] Masks { get; }

    public ProbeDatabase Database { get; }

    public QueryEngine Engine { get; }

    public ExplainedLayer Layer => ExplainedLayer.Read(Engine, "mlp", null);

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }

    private static bool[] Draw(Random random, double share) =>
        [.. Enumerable.Range(0, Inputs).Select(_ => random.NextDouble() < share)];

    private static uint[] Where(bool[] mask) => [.. Enumerable.Range(0, Inputs).Where(i => mask[i]).Select(i => (uint)i)];

    private static void AddLayer(DatabaseWriter writer, string name, bool[][] masks)
    {
        int layer = writer.AddLayer(new LayerRecord(name, 1, 1, "given", "none"));
        for (int unit = 0; unit < masks.Length; unit++)
        {
            int id = writer.AddUnit(
                layer, new UnitRecord(unit, null, null, null, null, masks[unit].Count(each => each), null));
            writer.AddUnitMask(id, 0, SmallMask.Of(Where(masks[unit])));
        }
    }
}
