using CompExplain.Query.Execution;
using CompExplain.Query.Results;

namespace CompExplain.Query.Tests.Execution.Statements;

public sealed class StatementTests
{
    [Fact]
    public void Run_Score_HasTargetFormulaScoresAndCounts()
    {
        using var ask = Ask.Images();
        var answer = ask["IOU(unit 0, water OR river), F1(unit 0, water OR river)"];
        Assert.Equal(
            ["target", "formula", "iou", "f1", "hits", "size", "targetSize"], answer.Columns.Select(column => column.Name));
        Assert.Equal(["unit 0", "water OR river", 10.0 / 16, 20.0 / 26, 10L, 16L, 10L], answer.Rows[0]);
    }

    [Fact]
    public void Run_SeveralPairs_GiveARowEach()
    {
        using var ask = Ask.Images();
        var answer = ask["IOU(unit 0, water), PRECISION(unit 0, river), RECALL(unit 0, river), COUNT(blue)"];
        Assert.Equal(3, answer.Rows.Count);
        Assert.Equal(10.0 / 12, answer[0, "iou"]);
        Assert.Null(answer[0, "precision"]);
        Assert.Equal(2.0 / 8, answer[1, "precision"]);
        Assert.Equal(2.0 / 10, answer[1, "recall"]);
        Assert.Equal(6L, answer[2, "count"]);
        Assert.Null(answer[2, "hits"]);
    }

    [Fact]
    public void Run_AllScoresOfPairs_AreTheirDefinitions()
    {
        // hits 2, size 8, target 10, of 40
        using var ask = Ask.Images();
        var answer = ask[
            "ACCURACY(unit 0, river), PHI(unit 0, river), LIFT(unit 0, river), PMI(unit 0, river), "
                + "JACCARD(unit 0, river), DICE(unit 0, river)"];
        Assert.Equal((40.0 - 8 - 10 + 4) / 40, answer[0, "accuracy"]);
        Assert.Equal(0.0, (double)answer[0, "phi"]!, 12);
        Assert.Equal(1.0, answer[0, "lift"]);
        Assert.Equal(0.0, answer[0, "pmi"]);
        Assert.Equal(2.0 / 16, answer[0, "iou"]);
        Assert.Equal(4.0 / 18, answer[0, "f1"]);
    }

    [Fact]
    public void Run_EmptyUnion_ScoresNothing()
    {
        using var ask = Ask.Images();
        Assert.Equal(0.0, ask["IOU(NONE, NONE)"][0, "iou"]);
        Assert.Equal(double.NegativeInfinity, ask["PMI(unit 0, waterfall)"][0, "pmi"]);
    }

    [Fact]
    public void Run_BareFormula_TellsItsSizeAndTheInputsThatHaveTheMost()
    {
        using var ask = Ask.Images();
        var answer = ask["river AND NOT blue"];
        Assert.Equal("river AND NOT blue", answer[0, "formula"]);
        Assert.Equal(6L, answer[0, "size"]);
        Assert.Equal(6 / 40.0, answer[0, "share"]);
        Assert.Equal(2L, answer[0, "inputs"]);
        var most = Assert.IsType<QueryResult>(answer[0, "most"]);
        Assert.Equal(["image3.jpg", "image2.jpg"], most.Rows.Select(row => row[1]));
        Assert.Equal([4L, 2L], most.Rows.Select(row => row[2]));
    }

    [Fact]
    public void Run_TopConceptsWhere_FiltersByColumns()
    {
        using var ask = Ask.Images();
        var answer = ask["TOP 3 concepts BY IOU(unit 0, water OR ?) WHERE category = object AND size > 3"];
        Assert.Equal(["rank", "name", "category", "iou"], answer.Columns.Select(column => column.Name));
        Assert.Equal(["water", "river", "swimming pool"], answer.Rows.Select(row => row[1]));
        Assert.Equal([1L, 2L, 3L], answer.Rows.Select(row => row[0]));
    }

    [Fact]
    public void Run_TopUnitsWithHole_RanksThem()
    {
        using var ask = Ask.Images();
        Assert.Equal(["unit 0", "unit 1"], ask["TOP 2 units BY IOU(?, water)"].Rows.Select(row => row[1]));
        Assert.Equal(["unit 3", "unit 4"], ask["TOP 2 units BY COUNT(? AND river)"].Rows.Select(row => row[1]));
    }

    [Fact]
    public void Run_CountGroupedByCategory_CountsWhatTheCategoryHas()
    {
        using var ask = Ask.Images();
        var answer = ask["COUNT(unit 2) GROUP BY category"];
        Assert.Equal(["color", "object", "part", "scene"], answer.Rows.Select(row => row[0]));
        Assert.Equal([6L, 10L, 0L, 0L], answer.Rows.Select(row => row[1]));
    }

    [Fact]
    public void Run_FormulasThatDoubleEachOther_AreRefusedBeforeTheyArePutIn()
    {
        using var ask = Ask.Images();
        ask["LET n0 = water XOR river"].ToString();
        for (int i = 1; i <= 15; i++)
        {
            ask[$"LET n{i} = n{i - 1} XOR EXPAND(n{i - 1}, 1)"].ToString();
        }

        ask["LET more = n15 AND n15"].ToString();
        Assert.Contains(
            "'more' has 131,072 leaves when the formulas that it names are put in; at most 100,000 are read",
            ask.Error("COUNT(more)"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Cancelled_StopsBetweenThePartsOfAFormula()
    {
        // 2^15 nested parts would take long.
        using var ask = Ask.Images();
        string formula = "water";
        for (int i = 0; i < 14; i++)
        {
            ask[$"LET m{i} = {formula} XOR EXPAND({formula}, 1)"].ToString();
            formula = $"m{i}";
        }

        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(20));
        Assert.Throws<OperationCanceledException>(
            () => ask.Engine.Run($"COUNT({formula})", new RunOptions { Cancellation = cancellation.Token }));
    }

    [Fact]
    public void Run_Let_NamesAFormulaUntilItIsDropped()
    {
        using var ask = Ask.Images();
        ask["LET wet = water OR river"].ToString();
        ask["LET dry = NOT wet"].ToString();
        Assert.Equal(24L, ask["COUNT(dry)"][0, "count"]);
        Assert.Equal(["dry", "wet"], ask["SHOW formulas"].Rows.Select(row => row[0]));
        Assert.Equal(
            """
            error: the formula 'wet' would be defined by itself
              LET wet = dry OR blue
                  ^^^
            """,
            ask.Error("LET wet = dry OR blue"));
        Assert.Contains("'water' is a concept of this database", ask.Error("LET water = river"), StringComparison.Ordinal);
        ask["DROP wet"].ToString();
        Assert.Contains("in the formula 'dry': unknown concept 'wet'", ask.Error("COUNT(dry)"), StringComparison.Ordinal);
        Assert.Contains("there is no formula 'wet'", ask.Error("DROP wet"), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_Show_FiltersOrdersAndLimits()
    {
        using var ask = Ask.Images();
        Assert.Equal(["water", "waterfall", "water tower"], ask["SHOW concepts LIKE 'wat%'"].Rows.Select(row => row[0]));
        Assert.Equal(["street-s", "water"], ask["SHOW concepts ORDER BY size DESC LIMIT 2"].Rows.Select(row => row[0]).Order());
        Assert.Equal(["color", "object", "part", "scene"], ask["SHOW categories ORDER BY name"].Rows.Select(row => row[0]));
        Assert.Equal("layer4", ask["SHOW layers"][0, "name"]);
        Assert.Equal(5, ask["SHOW units"].Rows.Count);
        Assert.Equal(["image7.jpg"], ask["SHOW inputs LIKE '%7.jpg'"].Rows.Select(row => row[1]));
        Assert.Contains(
            "there is no column 'colour' here", ask.Error("SHOW concepts WHERE colour = red"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHOW concepts LIKE 'cou%'", 2)]
    [InlineData("SHOW concepts LIKE 'hyp:cou%'", 1)]
    [InlineData("SHOW concepts LIKE '%:COUCH'", 2)]
    [InlineData("SHOW concepts WHERE kind = tag", 2)]
    public void Run_ShowConceptsOfTexts_FindsThemWithAndWithoutTheirSide(string query, int rows)
    {
        using var ask = Ask.Texts();
        Assert.Equal(rows, ask[query].Rows.Count);
    }

    [Fact]
    public void Run_Plan_AnswersNothingAndChangesNothing()
    {
        using var ask = Ask.Images();
        var plan = ask["PLAN IOU(unit 0, NOT water AND NOT NOT river)"];
        Assert.Equal(["step", "operator", "detail", "path", "estimate"], plan.Columns.Select(column => column.Name));
        Assert.Contains(
            plan.Rows,
            row => (string)row[1]! == "rewrite" && ((string)row[2]!).StartsWith("drop-repeats", StringComparison.Ordinal));
        Assert.Equal("count pair", plan.Rows[^1][1]);
        ask["PLAN LET wet = water"].ToString();
        Assert.Empty(ask.Database.Formulas.All());
    }

    [Fact]
    public void Run_Profile_AnswersAndMeasures()
    {
        using var ask = Ask.Images();
        var answer = ask["PROFILE IOU(unit 0, water)"];
        Assert.Equal(10.0 / 12, Assert.IsType<QueryResult>(answer[0, "answer"])[0, "iou"]);
        var profile = Assert.IsType<QueryResult>(answer[0, "profile"]);
        Assert.Equal("count pair", profile[0, "operator"]);
        Assert.Equal(12L, profile[0, "actual"]);
        Assert.True((double)profile[0, "ms"]! >= 0);
    }

    [Fact]
    public void Run_ExplainWithoutSearch_IsRefused()
    {
        using var ask = Ask.Images();
        Assert.Contains("there is no search here", ask.Error("EXPLAIN unit 0"), StringComparison.Ordinal);
        Assert.Equal(
            """
            error: there is no search here to EXPLAIN with
              PLAN EXPLAIN unit 0
                   ^^^^^^^^^^^^^^
            """,
            ask.Error("PLAN EXPLAIN unit 0"));
    }

    [Fact]
    public void Run_CallsNestedAsDeepAsAllowed_IsAnswered()
    {
        using var ask = Ask.Images();
        string text = string.Concat(Enumerable.Repeat("SOME(", 490)) + "water" + new string(')', 490);

        Assert.Equal(ask["COUNT(river OR SOME(water))"][0, "count"], ask[$"COUNT((river OR {text}) AND NOT NONE)"][0, "count"]);
    }

    [Fact]
    public void Run_FormulaOfThousandsOfTerms_IsAnswered()
    {
        using var ask = Ask.Images();
        string alternating = "COUNT(" + string.Join(" OR ", Enumerable.Repeat("water AND NOT river", 2000)) + ")";
        Assert.Equal(8L, ask[alternating][0, "count"]);
    }
}
