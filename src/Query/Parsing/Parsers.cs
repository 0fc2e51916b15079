using System.Diagnostics.CodeAnalysis;
using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

// text -> tokens -> tree, or one diagnostic.
internal static class Parsers
{
    public static bool TryParse<T>(
        string text,
        bool statement,
        TokenListParser<SyntaxKind, T> parser,
        [NotNullWhen(true)] out T? result,
        [NotNullWhen(false)] out Diagnostic? diagnostic)
        where T : SyntaxNode
    {
        result = null;
        var tokens = Lexer.Read(text, statement, out diagnostic);
        if (tokens is null)
        {
            diagnostic ??= new Diagnostic("unreadable", text, default);
            return false;
        }

        diagnostic = tokens.Length == 0 ? Failures.Empty(text, statement) : TooMuch(text, tokens);
        if (diagnostic is not null)
        {
            return false;
        }

        var parsed = parser(new TokenList<SyntaxKind>(tokens));
        if (!parsed.HasValue || !parsed.Remainder.IsAtEnd)
        {
            diagnostic = Failures.Of(text, tokens, parsed.Remainder.Position, parsed.HasValue ? null : parsed.Expectations);
            return false;
        }

        // The parts that a statement is about have spans of their own kind; the others are all of the text.
        result = parsed.Value.Span.IsNone
            ? parsed.Value with { Span = FormulaGrammar.Between(tokens[0], tokens[^1]) }
            : parsed.Value;
        return true;
    }

    // The parser descends by recursion and what reads the tree may: both are bounded here, before either starts.
    private static Diagnostic? TooMuch(string text, Token<SyntaxKind>[] tokens)
    {
        int terms = 1;
        int depth = 0;
        int nots = 0;
        Stack<int> open = new();
        foreach (var token in tokens)
        {
            switch (token.Kind)
            {
                case SyntaxKind.Open:
                    open.Push(nots);
                    depth += nots + 1;
                    nots = 0;
                    break;
                case SyntaxKind.Close:
                    depth -= open.TryPop(out int before) ? before + 1 : 0;
                    nots = 0;
                    break;
                case SyntaxKind.Not:
                    nots++;
                    break;
                case SyntaxKind.And or SyntaxKind.Or or SyntaxKind.Xor:
                    nots = 0;
                    terms++;
                    break;
                default:
                    nots = token.Kind >= SyntaxKind.Unit ? nots : 0;
                    break;
            }

            if (depth + nots > FormulaParser.DeepestNesting)
            {
                return new Diagnostic($"nested more than {FormulaParser.DeepestNesting} deep", text, Lexer.SpanOf(token));
            }

            if (terms > FormulaParser.MostTerms)
            {
                return new Diagnostic($"more than {FormulaParser.MostTerms} terms", text, Lexer.SpanOf(token));
            }
        }

        return null;
    }
}
