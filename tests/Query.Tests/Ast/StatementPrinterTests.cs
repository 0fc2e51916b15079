using CompExplain.Query.Ast;
using CompExplain.Query.Parsing;

namespace CompExplain.Query.Tests.Ast;

/// <summary>The printer knows without the lexer which names would be read as keywords: here both are held to agree.</summary>
public sealed class StatementPrinterTests
{
    private static readonly string[] Words =
    [
        "water", "10", "by", "top", "Plan", "profile", "explain", "let", "drop", "show", "concept", "units", "length", "beam",
        "SCORER", "grammar", "certify", "within", "honest", "holdout", "group", "where", "like", "limit",
    ];

    private static readonly NameFormula Other = new("a");

    /// <summary>Every name of up to three of the words, alone and beside operators.</summary>
    private static IEnumerable<Formula> Formulas
    {
        get
        {
            string[] names = [.. Words, .. Pairs(Words, Words), .. Pairs(Words, Pairs(Words, Words))];
            foreach (string text in names)
            {
                NameFormula name = new(text);
                yield return name;
                yield return new NotFormula(name);
                yield return new OrFormula(name, Other);
                yield return new OrFormula(Other, name);
                yield return new AndFormula(new OrFormula(name, Other), new NameFormula("pre", text));
            }
        }
    }

    [Fact]
    public void Print_AFormulaOfKeywords_HasParenthesesOnlyWhereItNeedsThem()
    {
        int wrapped = 0;
        foreach (var formula in Formulas)
        {
            wrapped += Holds(new MaskQuery(formula), formula.ToString(), $"({formula})");
        }

        Assert.InRange(wrapped, 1000, 10_000);
    }

    [Fact]
    public void Print_AnExplainedFormulaOfKeywords_HasParenthesesOnlyWhereItNeedsThem()
    {
        int wrapped = 0;
        foreach (var formula in Formulas)
        {
            wrapped += Holds(
                new ExplainQuery(formula, Length: 1), $"EXPLAIN {formula} LENGTH 1", $"EXPLAIN ({formula}) LENGTH 1");
        }

        Assert.InRange(wrapped, 1000, 40_000);
    }

    /// <summary>The statement is printed plain where that reads back as the statement, and with parentheses otherwise.</summary>
    private static int Holds(Statement statement, string plain, string wrapped)
    {
        bool isPlain = QueryParser.TryParse(plain, out var read, out _) && read == statement;
        Assert.Equal(isPlain ? plain : wrapped, statement.ToString());
        Assert.Equal(statement, QueryParser.Parse(statement.ToString()));
        return isPlain ? 0 : 1;
    }

    private static IEnumerable<string> Pairs(IEnumerable<string> first, IEnumerable<string> second) =>
        first.SelectMany(one => second.Select(two => $"{one} {two}"));
}
