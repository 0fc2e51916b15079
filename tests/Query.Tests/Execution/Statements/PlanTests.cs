using CompExplain.Query.Execution;
using CompExplain.Query.Planning;
using CompExplain.Query.Results;
using CompExplain.Query.Scanning;

namespace CompExplain.Query.Tests.Execution.Statements;

/// <summary>PLAN prints the operators that PROFILE and the answer run.</summary>
public sealed class PlanTests
{
    private static readonly string[] Others =
    [
        "IOU(unit 3, NOT water AND NOT NOT river), F1(unit 3, river), COUNT(blue), INPUTS(blue)",
        "PVALUE(unit 3, water), AUC(unit 3, river), AUPRC(unit 483, water OR blue)",
        "SOME(water) XOR EXPAND(unit 3 @ 5%, 1)",
        "COUNT(SOME(water)) GROUP BY kind",
        "TOP 5 concepts BY IOU(unit 3, SOME(?)), PVALUE(unit 3, ? OR water), INPUTS(? AND water)",
        "TOP 5 concepts BY COUNT(NOT ? AND unit 3 AND NOT water), IOU(SOME(water), ?)",
        "TOP 5 units BY IOU(?, SOME(water)), IOU(?, water), COUNT(? AND water), AUC(?, water)",
        "TOP 5 inputs BY IOU(unit 3, water), COUNT(river) WHERE SPLIT(val) AND label = street",
        "EXPLAIN unit 3 @ 20% LENGTH 2",
        "EXPLAIN SOME(water) LENGTH 2",
        "EXPLAIN water OR river LENGTH 2 SCORER PRECISION GRAMMAR full CERTIFY HONEST HOLDOUT val",
        "SHOW concepts LIKE 'w%' WHERE size > 3 ORDER BY size DESC LIMIT 2",
        "SHOW inputs LIKE '%7.jpg'",
        "SHOW categories",
        "LET dry = NOT wet",
        "DROP dry",
        "DROP nothing",
    ];

    public static TheoryData<EvaluationPath> Paths => [.. Enum.GetValues<EvaluationPath>()];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Run_PlanAndProfile_HaveTheSameOperators(EvaluationPath path)
    {
        using var world = new GoldenWorld();
        var options = new RunOptions { Plan = new PlanOptions { Path = path } };
        int answered = 0;
        foreach (string query in (string[])[.. GoldenWorld.Queries, .. Others])
        {
            bool isPlanned = world.Engine.TryRun("PLAN " + query, out var plan, out var planError, options);
            bool isRun = world.Engine.TryRun("PROFILE " + query, out var profiled, out var runError, options);
            Assert.True(isPlanned == isRun, $"{query}: {planError ?? runError}");
            if (!isPlanned)
            {
                Assert.Equal(planError!.Message, runError!.Message);
                continue;
            }

            answered++;
            var profile = Assert.IsType<QueryResult>(profiled![0, "profile"]);
            Assert.Equal(Operators(plan!), Operators(profile));
            Assert.All(profile.Rows, row => Assert.NotNull(row[7]));
        }

        // The others ask for units or columns that are not there: they are refused by PLAN as by PROFILE.
        Assert.InRange(answered, 60, int.MaxValue);
    }

    [Fact]
    public void Run_PlanOfSearch_NamesTheScan()
    {
        using var world = new GoldenWorld();
        var plan = world.Engine.Run("PLAN EXPLAIN unit 3 LENGTH 2");
        Assert.Equal(ExtensionScan.For(world.Engine.Candidates()).Method, plan.Rows[^1][3]);
    }

    [Fact]
    public void Run_PlanOfGroups_KnowsWhatEarlierOperatorsRead()
    {
        using var world = new GoldenWorld();
        Assert.Equal(
            Operators(world.Engine.Run("PLAN COUNT(water) GROUP BY category")),
            Operators((QueryResult)world.Engine.Run("PROFILE COUNT(water) GROUP BY category")[0, "profile"]!));
    }

    private static List<(object? Name, object? Detail, object? Path, object? Estimate)> Operators(QueryResult steps) =>
        [.. steps.Rows.Where(row => (string)row[1]! != "rewrite").Select(row => (row[1], row[2], row[3], row[4]))];
}
