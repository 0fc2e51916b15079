using CompExplain.Cli.Output;
using CompExplain.Query.Results;

namespace CompExplain.Cli.Tests.Output;

public class ResultPrinterTests
{
    private static readonly QueryResult Clauses = new ResultBuilder()
        .Column("clause", ColumnKind.Text)
        .Column("iouWithout", ColumnKind.Score)
        .Row("water", 0.25)
        .Build();

    [Theory]
    [InlineData("Csv", "unit,clauses\n3,water: 0.2500\n4,\n")]
    [InlineData("Markdown", "| unit | clauses |\n| ---: | --- |\n| 3 | water: 0.2500 |\n| 4 |  |\n")]
    [InlineData(
        "Json",
        """
        [
          {
            "unit": 3,
            "clauses": [
              {
                "clause": "water",
                "iouWithout": 0.25
              }
            ]
          },
          {
            "unit": 4,
            "clauses": null
          }
        ]

        """)]
    public void Print_SummarizedRows_AreRowsInJsonAndATextElsewhere(string format, string expected) =>
        Assert.Equal(expected, Print(Enum.Parse<OutputFormat>(format)));

    [Fact]
    public void Print_SummarizedRowsInATable_AreAText() =>
        Assert.Contains("│    3 │ water: 0.2500 │", Print(OutputFormat.Table), StringComparison.Ordinal);

    private static string Print(OutputFormat format)
    {
        var result = new ResultBuilder()
            .Column("unit", ColumnKind.Integer)
            .Column("clauses", ColumnKind.Text)
            .Row(3L, new SummarizedRows("water: 0.2500", Clauses))
            .Row(4L, null)
            .Build();
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        ResultPrinter.Print(result, format, new Terminal(TextReader.Null, output, error));
        Assert.Empty(error.ToString());
        return output.ToString();
    }
}
