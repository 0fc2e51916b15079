using System.Text.RegularExpressions;
using CompExplain.Fixtures;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Parsing;

namespace CompExplain.Query.Tests.Parsing;

public sealed partial class GoldenCaseTests
{
    public static TheoryData<string, string> Formulas => Data(GrammarFiles.Cases("cases/formulas.txt"));

    public static TheoryData<string, string> Queries => Data(GrammarFiles.Cases("cases/queries.txt"));

    public static TheoryData<string, string, string> Paper
    {
        get
        {
            TheoryData<string, string, string> data = [];
            foreach (var (text, canonical) in GrammarFiles.Cases("cases/paper.txt"))
            {
                int colon = text.IndexOf(": ", StringComparison.Ordinal);
                data.Add(text[..colon], text[(colon + 2)..], canonical);
            }

            return data;
        }
    }

    public static TheoryData<bool, string, string> Errors
    {
        get
        {
            TheoryData<bool, string, string> data = [];
            foreach (string block in GrammarFiles.Read("cases/errors.txt").Split("\n\n"))
            {
                List<string> lines = [.. block.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#'))];
                if (lines.Count == 0)
                {
                    continue;
                }

                bool statement = lines[0].StartsWith("query: ", StringComparison.Ordinal);
                Assert.True(statement || lines[0].StartsWith("formula: ", StringComparison.Ordinal), lines[0]);
                string text = GrammarFiles.Unescape(lines[0][(lines[0].IndexOf(' ', StringComparison.Ordinal) + 1)..]);
                data.Add(statement, text, string.Join('\n', lines.Skip(1)));
            }

            return data;
        }
    }

    public static TheoryData<string, string> FormulaExamples => Examples("formula.ebnf");

    public static TheoryData<string, string> QueryExamples => Examples("query.ebnf");

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Formula_GoldenCase_PrintsCanonicallyAndReadsBack(string text, string canonical)
    {
        var formula = FormulaParser.Parse(text);

        Assert.Equal(canonical, formula.ToString());
        Assert.Equal(formula, FormulaParser.Parse(canonical));
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Query_GoldenCase_PrintsCanonicallyAndReadsBack(string text, string canonical)
    {
        var statement = QueryParser.Parse(text);

        Assert.Equal(canonical, statement.ToString());
        Assert.Equal(statement, QueryParser.Parse(canonical));
    }

    [Theory]
    [MemberData(nameof(Paper))]
    public void Formula_OfThePaper_PrintsCanonicallyAndReadsBack(string place, string text, string canonical)
    {
        var formula = FormulaParser.Parse(text);

        Assert.Equal(canonical, formula.ToString());
        Assert.Equal(formula, FormulaParser.Parse(canonical));
        var length = Length().Match(place);
        if (length.Success)
        {
            Assert.InRange(
                formula.Leaves, 1, int.Parse(length.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public void Parse_WrongText_RendersTheError(bool statement, string text, string rendered)
    {
        Diagnostic? diagnostic;
        bool parsed = statement
            ? QueryParser.TryParse(text, out _, out diagnostic)
            : FormulaParser.TryParse(text, out _, out diagnostic);

        Assert.False(parsed);
        Assert.Equal(rendered, diagnostic!.Render());
    }

    [Theory]
    [MemberData(nameof(FormulaExamples))]
    public void FormulaGrammar_Example_Parses(string rule, string example) =>
        Assert.True(FormulaParser.TryParse(example, out _, out var diagnostic), $"{rule}: {diagnostic}");

    [Theory]
    [MemberData(nameof(QueryExamples))]
    public void QueryGrammar_Example_Parses(string rule, string example) =>
        Assert.True(QueryParser.TryParse(example, out _, out var diagnostic), $"{rule}: {diagnostic}");

    [Theory]
    [InlineData("formula.ebnf")]
    [InlineData("query.ebnf")]
    public void Grammar_EveryRule_HasAnExample(string file)
    {
        string text = GrammarFiles.Read(file);
        List<string> rules = [.. Rule().Matches(text).Select(match => match.Groups[1].Value)];
        HashSet<string> shown = [.. ExamplesOf(text).Select(example => example.Rule)];

        Assert.True(rules.Count > 10);
        Assert.Equal(rules.Count, rules.Distinct().Count());
        Assert.Empty(rules.Except(shown));
    }

    [Fact]
    public void Paper_EveryUnitOfAppendixA_IsThereAtThreeLengths() =>
        Assert.Equal(120, Paper.Count(row => row.Data.Item1.StartsWith("appendix A", StringComparison.Ordinal)));

    private static TheoryData<string, string> Data(List<(string Text, string Canonical)> cases)
    {
        TheoryData<string, string> data = [];
        foreach (var (text, canonical) in cases)
        {
            data.Add(text, canonical);
        }

        return data;
    }

    private static TheoryData<string, string> Examples(string file)
    {
        TheoryData<string, string> data = [];
        foreach (var (rule, example) in ExamplesOf(GrammarFiles.Read(file)))
        {
            data.Add(rule, example);
        }

        return data;
    }

    // An example belongs to the rule above it.
    private static List<(string Rule, string Example)> ExamplesOf(string text)
    {
        List<(string, string)> examples = [];
        string rule = "";
        foreach (string line in text.Split('\n'))
        {
            var start = Rule().Match(line);
            if (start.Success)
            {
                rule = start.Groups[1].Value;
            }

            var example = Example().Match(line);
            if (example.Success)
            {
                examples.Add((rule, example.Groups[1].Value));
            }
        }

        return examples;
    }

    [GeneratedRegex("^([a-z][a-z ]*) = ", RegexOptions.Multiline)]
    private static partial Regex Rule();

    [GeneratedRegex(@"for example: (.*?)(?: \*\))?$")]
    private static partial Regex Example();

    [GeneratedRegex("length ([0-9]+)")]
    private static partial Regex Length();
}
