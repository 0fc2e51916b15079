using System.Runtime.InteropServices;
using CompExplain.Fixtures;
using CompExplain.Query.Ast;
using CompExplain.Query.Parsing;
using CompExplain.Search;
using CompExplain.Storage;
using CompExplain.Storage.Catalog;
using CompExplain.Storage.Masks;

namespace CompExplain.Query.Tests.Execution.Statements;

/// <summary>A database that has the names of the golden queries, so that they have answers.</summary>
internal sealed class GoldenWorld : IDisposable
{
    private const int Inputs = 8;
    private const int Width = 4;

    private readonly TempFolder _folder = new();

    public GoldenWorld()
    {
        Write(_folder.File("probe.cxdb"));
        Database = ProbeDatabase.Open(_folder.File("probe.cxdb"));
        Engine = new QueryEngine(Database, new BeamExplainer());
        Engine.Run("LET wet = water OR river");
        Engine.Run("LET very wet = water");
    }

    /// <summary>The golden queries, without PLAN and PROFILE.</summary>
    public static IReadOnlyList<string> Queries { get; } = [.. GrammarFiles.Cases("cases/queries.txt")
        .Select(each => QueryParser.Parse(each.Text))
        .Select(statement => statement switch
        {
            PlanQuery plan => plan.Inner,
            ProfileQuery profile => profile.Inner,
            _ => statement,
        })
        .Select(statement => statement.ToString())
        .Distinct()];

    public ProbeDatabase Database { get; }

    public QueryEngine Engine { get; }

    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }

    private static void Write(string path)
    {
        using var writer = DatabaseWriter.Create(path, new DatasetDescription("golden", DatasetKind.Images, 2, 2, Inputs));
        writer.AddInputs(Enumerable.Range(0, Inputs).Select(input => new InputRecord(
            $"image{input}.jpg",
            input % 2 == 0 ? "val" : "my split",
            $"{input}.jpg",
            input % 2 == 0 ? "street" : "sea",
            "street")));
        var random = new Random(1);
        foreach (string name in Names())
        {
            writer.AddConceptMask(writer.AddConcept(new ConceptRecord("object", name, "object")), 0, Mask(random));
        }

        int layer = writer.AddLayer(new LayerRecord("layer4", 2, 2, "given", "float32"));
        foreach (int unit in new[] { 3, 483 })
        {
            int id = writer.AddUnit(layer, new UnitRecord(unit, null, null, null, null, Inputs, null));
            writer.AddUnitMask(id, 0, Mask(random));
            float[] activations = [.. Enumerable.Range(0, Inputs * Width).Select(_ => (float)(random.NextDouble() * 4))];
            writer.AddActivations(id, 0, MemoryMarshal.AsBytes<float>(activations));
        }

        writer.Commit();
    }

    private static SerializedMask Mask(Random random) =>
        SmallMask.Of([.. Enumerable.Range(0, Inputs * Width).Where(_ => random.Next(3) == 0).Select(position => (uint)position)]);

    private static IEnumerable<string> Names() => Queries.Select(QueryParser.Parse).SelectMany(FormulasOf)
        .SelectMany(FormulaWalk.Leaves).OfType<NameFormula>()
        .Where(name => name.Qualifier is null && name.Name is not ("wet" or "very wet"))
        .Select(name => name.Name).Append("water").Append("river").Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<Formula> FormulasOf(Statement statement) => statement switch
    {
        ScoreQuery query => query.Calls.SelectMany(FormulasOf),
        MaskQuery query => [query.Formula],
        GroupQuery query => [query.Formula],
        TopQuery query =>
            query.By.SelectMany(FormulasOf).Concat(query.Where.OfType<FormulaCondition>().Select(condition => condition.Formula)),
        ExplainQuery query => [query.Target],
        LetQuery query => [query.Formula],
        _ => [],
    };

    private static IEnumerable<Formula> FormulasOf(ScoreCall call) =>
        call.Target is null ? [call.Formula] : [call.Target, call.Formula];
}
