using System.Diagnostics.CodeAnalysis;
using CompExplain.Query.Ast;
using CompExplain.Query.Diagnostics;
using CompExplain.Query.Syntax;
using Superpower;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>Parses a text in two steps: text to tokens, tokens to tree. The result is a tree or one diagnostic.</summary>
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
            ? parsed.Value with { Span = tokens[0].SpanTo(tokens[^1]) }
            : parsed.Value;
        return true;
    }

    /// <summary>
    /// The error of a text that is nested too deep or too long, or null. The parser recurses, and so may whatever reads the tree:
    /// this bounds both before they start.
    /// </summary>
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

            if (depth + nots > FormulaParser.MaximumNesting)
            {
                return new Diagnostic($"nested more than {FormulaParser.MaximumNesting} deep", text, token.SourceSpan());
            }

            if (terms > FormulaParser.MaximumTerms)
            {
                return new Diagnostic($"more than {FormulaParser.MaximumTerms} terms", text, token.SourceSpan());
            }
        }

        return null;
    }
}
