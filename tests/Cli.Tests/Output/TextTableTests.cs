using System.Text.RegularExpressions;
using CompExplain.Cli.Output;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Results;

namespace CompExplain.Cli.Tests.Output;

public sealed partial class TextTableTests
{
    private const string Formula =
        "((overlap-25% OR NEIGHBORS(hyp:near) OR "
        + "averyveryverylongnamewithoutanyspaceinitatallthatgoesonandon) AND NOT hyp:man) OR pre:dog";

    [Fact]
    public void Write_ToANarrowTerminal_WrapsAndCutsNothing()
    {
        string table = Write(Rows(Formula), width: 50, colors: false);
        Assert.All(table.Split('\n'), line => Assert.InRange(line.Length, 0, 50));
        string cells = string.Concat(
            table.Split('\n').Where(line => line.StartsWith('│')).Skip(1).Select(line => line.Split('│')[1].Trim()));
        Assert.Equal(
            Formula.Replace(" ", string.Empty, StringComparison.Ordinal),
            cells.Replace(" ", string.Empty, StringComparison.Ordinal));
        Assert.DoesNotContain("…", table, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(45)]
    [InlineData(36)]
    [InlineData(19)]
    [InlineData(5)]
    public void Write_ToAnyWidth_KeepsNumbersAndShowsTheName(int width)
    {
        var rows = new ResultBuilder()
            .Column("rank", ColumnKind.Integer).Column("name", ColumnKind.Text).Column("iou", ColumnKind.Score)
            .Column("category", ColumnKind.Text).Column("hits", ColumnKind.Integer)
            .Row(1L, "river valley", 0.25, "scene", 1234567L).Row(2L, "水", 0.125, "object", 9L).Build();

        string table = Write(rows, width, colors: false);

        foreach (string number in (string[])["0.2500", "0.1250", "1,234,567"])
        {
            Assert.Contains(number, table, StringComparison.Ordinal);
        }

        bool isTable = table.Contains('│', StringComparison.Ordinal);
        Assert.Contains(width < 60 && isTable ? "river" : "river valley", table, StringComparison.Ordinal);
        if (isTable)
        {
            Assert.All(table.Split('\n'), line => Assert.InRange(TerminalWidth.Of(line), 0, width));
        }
        else
        {
            Assert.True(width < 60);
            Assert.Contains("name river valley\niou 0.2500\n", table, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("river", 5, "river")]
    [InlineData("river", 4, "riv…")]
    [InlineData("river", 1, "…")]
    [InlineData("水水水", 5, "水水…")]
    [InlineData("水水水", 4, "水…")]
    public void Cut_Text_EndsInAnEllipsis(string text, int width, string cut) => Assert.Equal(cut, TableLayout.Cut(text, width));

    [Fact]
    public void Write_ToAPipe_IsOneLineARow()
    {
        using var output = new StringWriter { NewLine = "\n" };
        TextTable.Write(Rows(Formula), new Terminal(TextReader.Null, output, TextWriter.Null));
        Assert.Equal(5, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(Formula, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Colors_OnlyWhereTheyAreWanted()
    {
        Assert.DoesNotContain('\e', Write(Rows("water"), 80, colors: false));
        string colored = Write(Rows("water"), 80, colors: true);
        Assert.Contains('\e', colored);
        Assert.Equal(Write(Rows("water"), 80, colors: false), Escapes().Replace(colored, string.Empty));
    }

    [Theory]
    [InlineData("[bold]x[/] [[y]]", "[bold]x[/] [[y]]")]
    [InlineData("a\e[31mb\u0007", "a\uFFFD[31mb\uFFFD")]
    [InlineData("right\u202Eleft", "right\uFFFDleft")]
    [InlineData("two\nlines\tand a tab", "two lines and a tab")]
    [InlineData("水 e\u0301 👨‍👩‍👧", "水 e\u0301 👨‍👩‍👧")]
    public void Write_OddText_IsShownHarmless(string text, string shown) =>
        Assert.Contains(shown, Write(Rows(text), 80, colors: false), StringComparison.Ordinal);

    [Theory]
    [InlineData(ColumnKind.Integer, 1234567L, "1,234,567")]
    [InlineData(ColumnKind.Score, 0.35171, "0.3517")]
    [InlineData(ColumnKind.Score, double.NaN, "-")]
    [InlineData(ColumnKind.Share, 0.2088, "20.88%")]
    [InlineData(ColumnKind.Share, 0.00001234, "0.0012%")]
    [InlineData(ColumnKind.Share, 0.0, "0%")]
    [InlineData(ColumnKind.Milliseconds, 1234.567, "1,234.57")]
    public void Show_Number_ReadsWell(ColumnKind kind, object value, string shown) =>
        Assert.Equal(shown, Cell.Show(value, new ResultColumn("x", kind)));

    [Fact]
    public void Show_NumberOfAUnit_HasNoThousands() =>
        Assert.Equal("1023", Cell.Show(1023L, new ResultColumn("unit", ColumnKind.Integer)));

    [Fact]
    public void Json_BrokenText_IsStillJson()
    {
        using var output = new StringWriter();
        JsonRows.Write(Rows("half \uD83D of a pair, \"quotes\", \\ and \0"), output);
        var row = System.Text.Json.JsonDocument.Parse(output.ToString()).RootElement[0];
        Assert.Equal("half \uFFFD of a pair, \"quotes\", \\ and \0", row.GetProperty("formula").GetString());
    }

    [Fact]
    public void Csv_TextWithQuotesAndLines_IsQuoted()
    {
        using var output = new StringWriter();
        CsvRows.Write(Rows("a \"b\", c\nd"), output);
        Assert.Equal("formula,iou\n\"a \"\"b\"\", c\nd\",0.5\n", output.ToString());
    }

    private static QueryResult Rows(string formula) =>
        new ResultBuilder().Column("formula", ColumnKind.Text).Column("iou", ColumnKind.Score).Row(formula, 0.5).Build();

    private static string Write(QueryResult rows, int width, bool colors)
    {
        using var output = new StringWriter { NewLine = "\n" };
        TextTable.Write(
            rows,
            new Terminal(TextReader.Null, output, TextWriter.Null)
            {
                IsOutputTerminal = true,
                OutputColors = colors,
                MeasureWidth = () => width,
            });
        return output.ToString();
    }

    [GeneratedRegex("\e\\[[0-9;]*m")]
    private static partial Regex Escapes();
}
