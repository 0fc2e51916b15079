using CompExplain.Fixtures;
using CompExplain.Import.Text;
using CompExplain.Query;
using CompExplain.Query.Execution;
using CompExplain.Query.Parsing;
using CompExplain.Query.Planning;
using CompExplain.Search;
using CompExplain.Storage;

namespace CompExplain.Cli.Tests.RealData;

/// <summary>The search on the paper's own probing set, where that is beside the project.</summary>
public sealed class PaperNumbersTests
{
    [Theory]
    [InlineData("entailment", 0.3517, 0.3775, 0.3918, 0.4112)]
    [InlineData("contradiction", 0.2462, 0.3113, 0.3349, 0.3620)]
    public void Explain_PredictionsOfThePapersModel_ReachTheKnownNumbers(
        string label, double one, double three, double five, double ten)
    {
        using var folder = new TempFolder();
        using var database = ProbeDatabase.Open(Import(folder, tags: false));
        var engine = new QueryEngine(database, new BeamExplainer());
        var answer = engine.Run($"EXPLAIN PREDICTED({label}) LENGTH 10 BEAM 10");
        foreach (var (length, iou) in new[] { (1, one), (3, three), (5, five), (10, ten) })
        {
            double found = (double)answer[length - 1, "iou"]!;
            Assert.Equal(iou, Math.Round(found, 4));

            // What was searched for is what is there.
            var counts = engine.Count(
                FormulaParser.Parse($"PREDICTED({label})"), FormulaParser.Parse((string)answer[length - 1, "formula"]!));
            Assert.Equal(found, PairScore.Iou(counts));
        }
    }

    [Fact]
    public void Count_RandomFormulasOfRealConcepts_AgreeByIndexAndByMasks()
    {
        using var folder = new TempFolder();
        using var database = ProbeDatabase.Open(Import(folder, tags: true));
        var engine = new QueryEngine(database);
        string[] frequent =
            engine.Run("SHOW concepts ORDER BY size DESC LIMIT 300").Rows.Select(row => (string)row[0]!).ToArray();
        var random = new Random(3);
        for (int i = 0; i < 200; i++)
        {
            string formula = frequent[random.Next(300)];
            for (int leaf = 1; leaf < random.Next(2, 8); leaf++)
            {
                string connective = random.Next(2) == 0 ? "OR" : "AND", not = random.Next(2) == 0 ? " NOT" : string.Empty;
                formula = $"({formula} {connective}{not} {frequent[random.Next(300)]})";
            }

            var target = FormulaParser.Parse(frequent[random.Next(300)]);
            var parsed = FormulaParser.Parse(formula);
            var byIndex = engine.Count(target, parsed, new RunOptions { Plan = new PlanOptions { Path = EvaluationPath.Index } });
            Assert.Equal(
                byIndex, engine.Count(target, parsed, new RunOptions { Plan = new PlanOptions { Path = EvaluationPath.Masks } }));
        }
    }

    private static string Import(TempFolder folder, bool tags)
    {
        string snli = SharedData.Path("snli");
        string path = folder.File("snli.cxdb");
        var options = new NliImportOptions
        {
            TokPath = Path.Combine(snli, "snli_1.0_dev.tok"),
            PosPath = tags ? Path.Combine(snli, "snli_1.0_dev.pos") : null,
            LabelsPath = Path.Combine(snli, "snli_1.0_dev.labels"),
            PredictionsPath = Path.Combine(snli, "paper_model_predictions_dev.csv"),
            Overlap = OverlapDefinition.Authors,
        };
        NliImporter.Import(options, path);
        return path;
    }
}
