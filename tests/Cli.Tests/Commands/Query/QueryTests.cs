using System.Text.Json;
using CompExplain.Fixtures;

namespace CompExplain.Cli.Tests.Commands.Query;

public sealed class QueryTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _path;

    public QueryTests() => _path = SmallProbe.Write(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Query_Json_IsAnArrayOfObjects() => AssertPrints(
        """
        [
          {
            "target": "unit 0",
            "formula": "water OR river",
            "iou": 1,
            "f1": 1,
            "hits": 10,
            "size": 10,
            "targetSize": 10
          }
        ]

        """,
        "IOU(unit 0, water OR river), F1(unit 0, water OR river)",
        "json");

    [Fact]
    public void Query_Table_IsPlainAndWide() => AssertPrints(
        """
        ╭────────┬───────────────┬────────┬──────┬──────┬────────────╮
        │ target │ formula       │    iou │ hits │ size │ targetSize │
        ├────────┼───────────────┼────────┼──────┼──────┼────────────┤
        │ unit 0 │ water         │ 0.8000 │    8 │    8 │         10 │
        │ unit 0 │ "[red]a|b[/]" │ 0.0000 │    0 │    1 │         10 │
        ╰────────┴───────────────┴────────┴──────┴──────┴────────────╯

        """,
        "IOU(unit 0, water), IOU(unit 0, \"[red]a|b[/]\")",
        "table");

    [Fact]
    public void Query_Csv_HasEveryDigit() => AssertPrints(
        "target,formula,iou,hits,size,targetSize\nunit 0,blue-c OR street,0.2857142857142857,4,8,10\n",
        "IOU(unit 0, blue-c OR street)",
        "csv");

    [Fact]
    public void Query_Markdown_EscapesBars() => AssertPrints(
        """
        | target | formula | iou | hits | size | targetSize |
        | --- | --- | ---: | ---: | ---: | ---: |
        | unit 0 | "[red]a\|b[/]" | 0.0000 | 0 | 1 | 10 |

        """,
        "IOU(unit 0, \"[red]a|b[/]\")",
        "markdown");

    [Fact]
    public void Query_Formula_DrawsNestedRowsBelow() => AssertPrints(
        """
        ╭──────────────────────┬──────┬────────┬────────╮
        │ formula              │ size │  share │ inputs │
        ├──────────────────────┼──────┼────────┼────────┤
        │ water AND NOT blue-c │    4 │ 25.00% │      1 │
        ╰──────────────────────┴──────┴────────┴────────╯
        most:
        ╭───────┬───────┬───────┬──────────────╮
        │ input │ name  │ count │ source       │
        ├───────┼───────┼───────┼──────────────┤
        │     1 │ b.jpg │     4 │ images/b.jpg │
        ╰───────┴───────┴───────┴──────────────╯

        """,
        "water AND NOT blue-c",
        "table");

    [Fact]
    public void Query_NestedRows_AreArraysInJsonAndTextInCsv()
    {
        var row = JsonDocument.Parse(Outcome.Of("query", _path, "river", "--format", "json").Output).RootElement[0];
        Assert.Equal("c.jpg", row.GetProperty("most")[0].GetProperty("name").GetString());
        AssertPrints(
            "formula,size,share,inputs,most\nriver,2,0.125,1,\"input=2, name=c.jpg, count=2, source=images/c.jpg\"\n",
            "river",
            "csv");
        AssertPrints(
            """
            | formula | size | share | inputs |
            | --- | ---: | ---: | ---: |
            | river | 2 | 12.50% | 1 |

            **most**

            | input | name | count | source |
            | ---: | --- | ---: | --- |
            | 2 | c.jpg | 2 | images/c.jpg |

            """,
            "river",
            "markdown");
    }

    [Fact]
    public void Query_Profile_NestsAnswerAndProfile()
    {
        var outcome = Outcome.Of("query", _path, "PROFILE COUNT(water)", "--format", "json");
        var row = JsonDocument.Parse(outcome.Output).RootElement[0];
        Assert.Equal(8, row.GetProperty("answer")[0].GetProperty("count").GetInt64());
        Assert.Equal("count", row.GetProperty("profile")[0].GetProperty("operator").GetString());
        string table = Outcome.Of("query", _path, "PROFILE COUNT(water)").Output;
        Assert.StartsWith("answer:\n╭", table, StringComparison.Ordinal);
        Assert.Contains("\nprofile:\n╭", table, StringComparison.Ordinal);
    }

    [Fact]
    public void Query_ScoreThatIsNotFinite_IsNoNumber()
    {
        const string query = "PMI(unit 1, street)";
        var row = JsonDocument.Parse(Outcome.Of("query", _path, query, "--format", "json").Output).RootElement[0];
        Assert.Equal(JsonValueKind.Null, row.GetProperty("pmi").ValueKind);
        AssertPrints("target,formula,pmi,hits,size,targetSize\nunit 1,street,,0,4,4\n", query, "csv");
        Assert.Contains("│   - │", Outcome.Of("query", _path, query).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Query_SeveralWords_AreOneQuery() => Assert.Equal(
        Outcome.Of("query", _path, "COUNT(water AND NOT blue-c)"),
        Outcome.Of("query", _path, "COUNT(water", "AND", "NOT", "blue-c)"));

    [Theory]
    [InlineData("index")]
    [InlineData("masks")]
    [InlineData("auto")]
    public void Query_Path_DoesNotChangeTheAnswer(string path) => Assert.Equal(
        "formula,count,size\nwater OR river,10,10\n",
        Outcome.Of("query", _path, "COUNT(water OR river)", "--format", "csv", "--path", path).Output);

    [Fact]
    public void Query_UnknownConcept_DrawsTheSpot()
    {
        var outcome = Outcome.Of("query", _path, "IOU(unit 0, watr OR river)");
        Assert.Equal(
            "error: unknown concept 'watr'\n  IOU(unit 0, watr OR river)\n              ^^^^\n  did you mean: water?\n",
            outcome.Error);
        Assert.Equal(2, outcome.Code);
        Assert.Empty(outcome.Output);
    }

    [Theory]
    [InlineData("table", "nothing found\n")]
    [InlineData("json", "[]\n")]
    [InlineData("csv", "name,formula\n")]
    [InlineData("markdown", "| name | formula |\n| --- | --- |\n")]
    public void Query_NoRows_Exits1(string format, string expected)
    {
        var outcome = Outcome.Of("query", _path, "SHOW formulas", "--format", format);
        Assert.Equal(new Outcome(1, expected, string.Empty), outcome);
    }

    [Fact]
    public void Query_Notes_GoToStandardError()
    {
        var outcome = Outcome.Of("query", _path, "COUNT(unit 0) GROUP BY category", "--format", "csv");
        Assert.Equal(
            "note: positions of the formula that have any concept of the group; a position may be in several\n", outcome.Error);
        Assert.Equal("category,count,share\ncolor,4,0.4\nobject,10,1\nscene,0,0\n", outcome.Output);
    }

    [Fact]
    public void Query_LinesOfInput_AreAnsweredOneByOne()
    {
        var outcome = Outcome.OfInput("\uFEFFCOUNT(water)\r\n\n  # a comment\nCOUNT(river)\n", "query", _path, "--format", "csv");
        Assert.Equal(new Outcome(0, "formula,count,size\nwater,8,8\n\nformula,count,size\nriver,2,2\n", string.Empty), outcome);
    }

    [Fact]
    public void Query_LineThatCannotBeAnswered_DoesNotStopTheNext()
    {
        var outcome = Outcome.OfInput("COUNT(nope\nCOUNT(river)\n", "query", _path, "--format", "csv");
        Assert.Equal(2, outcome.Code);
        Assert.Equal("formula,count,size\nriver,2,2\n", outcome.Output);
        Assert.StartsWith("error: ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Query_EmptyInput_IsNoError() =>
        Assert.Equal(new Outcome(0, string.Empty, string.Empty), Outcome.OfInput("\n", "query", _path));

    [Fact]
    public void Query_LetAndDrop_LastFromOneStartToTheNext()
    {
        Assert.Equal(0, Outcome.Of("query", _path, "LET wet = water OR river").Code);
        Assert.Equal("formula,count,size\nwet,10,10\n", Outcome.Of("query", _path, "COUNT(wet)", "--format", "csv").Output);
        Assert.Equal(0, Outcome.Of("query", _path, "DROP wet").Code);
        Assert.Equal(2, Outcome.Of("query", _path, "COUNT(wet)").Code);
    }

    [Fact]
    public void Query_TenThousandParentheses_IsAnErrorWithItsSpot()
    {
        var outcome = Outcome.OfInput(new string('(', 10_000) + "water" + new string(')', 10_000), "query", _path);
        Assert.StartsWith("error: nested more than 500 deep\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(2, outcome.Code);
    }

    private void AssertPrints(string expected, string query, string format) =>
        Assert.Equal(
            new Outcome(0, expected.ReplaceLineEndings("\n"), string.Empty),
            Outcome.Of("query", _path, query, "--format", format));
}
