using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>Makes the error of a text that the parser could not read to its end.</summary>
internal static class Failures
{
    private const string Operators = "an operator (AND, OR, XOR)";

    private const int MaximumQuoteLength = 40;

    /// <summary>The error of a text without a token.</summary>
    public static Diagnostic Empty(string text, bool statement) => statement
        ? new Diagnostic("there is no query", text, default, ["for example: IOU(unit 483, water OR river)"])
        : new Diagnostic("there is no formula", text, default, ["for example: (water OR river) AND NOT blue"]);

    /// <summary>The error of a text that the parser read up to a token.</summary>
    /// <param name="text">The text.</param>
    /// <param name="tokens">All its tokens.</param>
    /// <param name="at">The index of the token that could not be taken.</param>
    /// <param name="expectations">What the parser expected; null for the end of the text.</param>
    public static Diagnostic Of(string text, Token<SyntaxKind>[] tokens, int at, string[]? expectations)
    {
        var before = tokens.KindAt(at - 1);
        bool atEnd = at >= tokens.Length;
        var span = atEnd ? new SourceSpan(tokens[^1].End(), 0) : tokens[at].SourceSpan();
        int open = OpenAt(tokens, at);
        bool wantsFormula = expectations is not null && expectations.Contains(FormulaGrammar.FormulaName);
        List<string> hints = [];

        if (atEnd && open >= 0 && Keywords.EndsOperand(before))
        {
            return new Diagnostic(
                "unclosed parenthesis", text, tokens[open].SourceSpan(), EquatableList.Create(Usage(tokens, open)));
        }

        if (!atEnd && tokens[at].Kind == SyntaxKind.Close && open < 0)
        {
            return new Diagnostic("this parenthesis closes nothing", text, span);
        }

        if (!atEnd && tokens[at].Kind == SyntaxKind.Score && (wantsFormula || expectations is null))
        {
            return new Diagnostic(
                $"{Quote(tokens[at])} is a score, and cannot stand in a formula",
                text,
                span,
                ["a score stands by itself: IOU(unit 483, water), COUNT(water)"]);
        }

        if (wantsFormula)
        {
            hints.Add(ExpectedFormula(tokens, at));
        }
        else
        {
            hints.AddRange(Expected(tokens, at, expectations ?? []));
        }

        hints.AddRange(Usage(tokens, open));
        if (!atEnd)
        {
            hints.AddRange(Advice(tokens, at));
        }

        return new Diagnostic(
            atEnd ? "unexpected end" : $"unexpected {Quote(tokens[at])}", text, span, EquatableList.Create(hints));
    }

    /// <summary>Says where a formula is missing: after the operator on the left, if there is one.</summary>
    private static string ExpectedFormula(Token<SyntaxKind>[] tokens, int at)
    {
        if (tokens.KindAt(at - 1) == SyntaxKind.Where)
        {
            return "expected a condition, such as category = object or SPLIT(val)";
        }

        if (at > 0 && IsOperator(tokens[at - 1].Kind))
        {
            return $"expected {FormulaGrammar.FormulaName} after {Quote(tokens[at - 1])}";
        }

        return at < tokens.Length && IsOperator(tokens[at].Kind) && tokens[at].Kind != SyntaxKind.Not
            ? $"expected {FormulaGrammar.FormulaName} before {Quote(tokens[at])}"
            : $"expected {FormulaGrammar.FormulaName}";
    }

    private static List<string> Expected(Token<SyntaxKind>[] tokens, int at, string[] expectations)
    {
        List<string> expected = [];
        foreach (string expectation in expectations)
        {
            string plain = Plain(expectation);
            if (!expected.Contains(plain))
            {
                expected.Add(plain);
            }
        }

        // Behind an operand the parser expects only what ends the formula: an operator was possible too.
        bool inFormula = expected.Count == 0 || expected.TrueForAll(static plain => plain is "')'" or "','");
        bool afterOperand = Keywords.EndsOperand(tokens.KindAt(at - 1));
        if (inFormula && afterOperand && !AfterClause(tokens, at) && !InNameCall(tokens, at))
        {
            expected.Add(Operators);
        }

        if (expectations.Length == 0)
        {
            expected.AddRange(Clauses(tokens));
            expected.Add("the end");
        }

        List<string> hints = ["expected " + JoinOr(expected)];
        if (at < tokens.Length && tokens[at].Kind == SyntaxKind.Word)
        {
            var near = Suggestions.Nearest(
                tokens[at].ToStringValue(), expectations.Length > 0 ? expectations.Select(Plain).Where(IsWord) : Clauses(tokens));
            if (near.Count > 0)
            {
                hints.Add(Suggestions.DidYouMean(near));
            }
        }

        return hints;
    }

    /// <summary>An expectation without Superpower's backticks: signs in quotes, words as they are.</summary>
    private static string Plain(string expectation)
    {
        string bare = expectation.Trim('`');
        return bare.Length == expectation.Length || IsWord(bare) ? bare : $"'{bare}'";
    }

    private static bool IsWord(string expectation) => expectation.All(char.IsAsciiLetterOrDigit);

    /// <summary>Whether a token stands in a call that takes a name, not a formula.</summary>
    private static bool InNameCall(Token<SyntaxKind>[] tokens, int at) => tokens.KindAt(OpenAt(tokens, at) - 1)
        is SyntaxKind.Label or SyntaxKind.Predicted or SyntaxKind.Split or SyntaxKind.Neighbors;

    /// <summary>The clauses that the statement could have and has not.</summary>
    private static string[] Clauses(Token<SyntaxKind>[] tokens)
    {
        var kind = tokens[0].Kind is SyntaxKind.Plan or SyntaxKind.Profile ? tokens.KindAt(1) : tokens[0].Kind;
        (SyntaxKind Kind, string Name)[] clauses = kind switch
        {
            SyntaxKind.Top => [(SyntaxKind.Where, "WHERE")],
            SyntaxKind.Explain =>
            [
                (SyntaxKind.Length, "LENGTH"),
                (SyntaxKind.Beam, "BEAM"),
                (SyntaxKind.Scorer, "SCORER"),
                (SyntaxKind.Grammar, "GRAMMAR"),
                (SyntaxKind.Certify, "CERTIFY"),
                (SyntaxKind.Honest, "HONEST"),
            ],
            SyntaxKind.Show =>
            [
                (SyntaxKind.Like, "LIKE"),
                (SyntaxKind.Where, "WHERE"),
                (SyntaxKind.Order, "ORDER BY"),
                (SyntaxKind.Limit, "LIMIT"),
            ],
            SyntaxKind.Score when tokens.Any(static token => Spelling.Is(token.Text(), "COUNT")) =>
                [(SyntaxKind.None, "','"), (SyntaxKind.Group, "GROUP BY")],
            SyntaxKind.Score => [(SyntaxKind.None, "','")],
            _ => [],
        };
        return [.. clauses.Where(clause => !tokens.Any(token => token.Kind == clause.Kind)).Select(static clause => clause.Name)];
    }

    /// <summary>Whether no operator can stand at a token, because a clause or a list of scores comes before it.</summary>
    private static bool AfterClause(Token<SyntaxKind>[] tokens, int at)
    {
        if (OpenAt(tokens, at) >= 0)
        {
            return false;
        }

        var first = tokens[0].Kind is SyntaxKind.Plan or SyntaxKind.Profile ? tokens.KindAt(1) : tokens[0].Kind;
        if (first is SyntaxKind.Score or SyntaxKind.Top or SyntaxKind.Show)
        {
            return true;
        }

        for (int i = 1; i < Math.Min(at, tokens.Length); i++)
        {
            if (tokens[i].Kind > SyntaxKind.Explain && tokens[i].Kind != SyntaxKind.Let)
            {
                return true;
            }
        }

        return false;
    }

    private static List<string> Advice(Token<SyntaxKind>[] tokens, int at)
    {
        var before = tokens.KindAt(at - 1);
        return tokens[at].Kind switch
        {
            SyntaxKind.Text => ["names are written in double quotes"],
            SyntaxKind.Word or SyntaxKind.Quoted
                when before == SyntaxKind.Quoted || (before == SyntaxKind.Word && tokens[at].Kind == SyntaxKind.Quoted) =>
                ["a name is either all in double quotes or not at all"],
            SyntaxKind.Word when IsComparison(tokens.KindAt(at - 2)) => ["a value of several words is quoted"],
            SyntaxKind.And or SyntaxKind.Or or SyntaxKind.Xor when before == tokens[at].Kind && tokens[at].Span.Length == 1 =>
                ["one sign is enough: a & b, a | b"],
            _ when IsComparison(tokens[at].Kind) =>
                tokens.Any(static token => token.Kind == SyntaxKind.Where)
                    ? ["a comparison is joined to others by AND or a comma, and stands in no OR, NOT or parentheses"]
                    : ["a comparison of a column stands in a WHERE, and one of a unit is written unit 483 > 2.5"],
            _ => [],
        };
    }

    private static List<string> Usage(Token<SyntaxKind>[] tokens, int open) =>
        open > 0 && Functions.UsageOf(tokens[open - 1]) is { } usage ? [usage] : [];

    /// <summary>The innermost parenthesis that is open before a token, or -1.</summary>
    private static int OpenAt(Token<SyntaxKind>[] tokens, int at)
    {
        int closed = 0;
        for (int i = Math.Min(at, tokens.Length) - 1; i >= 0; i--)
        {
            if (tokens[i].Kind == SyntaxKind.Close)
            {
                closed++;
            }
            else if (tokens[i].Kind == SyntaxKind.Open && closed-- == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsComparison(SyntaxKind kind) => kind is SyntaxKind.Equal or SyntaxKind.NotEqual or SyntaxKind.Less
        or SyntaxKind.LessOrEqual or SyntaxKind.Greater or SyntaxKind.GreaterOrEqual or SyntaxKind.Like;

    private static bool IsOperator(SyntaxKind kind) =>
        kind is SyntaxKind.And or SyntaxKind.Or or SyntaxKind.Xor or SyntaxKind.Not;

    private static string JoinOr(List<string> items) => items.Count == 1
        ? items[0]
        : string.Join(", ", items.GetRange(0, items.Count - 1)) + " or " + items[^1];

    private static string Quote(Token<SyntaxKind> token)
    {
        string text = token.ToStringValue();
        return text.Length <= MaximumQuoteLength ? $"'{text}'" : $"'{text[..MaximumQuoteLength]}…'";
    }
}
