using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>The steps that the hand-written parts of the grammar are made of.</summary>
internal static class TokenListExtensions
{
    /// <summary>The kind of the next token, or <see cref="SyntaxKind.None"/> at the end.</summary>
    public static SyntaxKind NextKind(this TokenList<SyntaxKind> input)
    {
        var next = input.ConsumeToken();
        return next.HasValue ? next.Value.Kind : SyntaxKind.None;
    }

    /// <summary>Takes the next token if it is of a kind.</summary>
    /// <param name="rest">The tokens; after success, those behind the token.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="token">The token, if it is of the kind.</param>
    public static bool Take(this ref TokenList<SyntaxKind> rest, SyntaxKind kind, out Token<SyntaxKind> token)
    {
        var next = rest.ConsumeToken();
        token = next.HasValue ? next.Value : default;
        if (!next.HasValue || next.Value.Kind != kind)
        {
            return false;
        }

        rest = next.Remainder;
        return true;
    }

    /// <summary>Takes the next token if it is of a kind.</summary>
    /// <param name="rest">The tokens; after success, those behind the token.</param>
    /// <param name="kind">The kind.</param>
    public static bool Take(this ref TokenList<SyntaxKind> rest, SyntaxKind kind) => rest.Take(kind, out _);

    /// <summary>Takes the words that follow each other, which together are one name.</summary>
    /// <param name="rest">The tokens; after success, those behind the last word.</param>
    /// <param name="words">The words, with one space between them.</param>
    /// <param name="span">Where they stand.</param>
    public static bool TakeWords(this ref TokenList<SyntaxKind> rest, out string words, out SourceSpan span)
    {
        words = string.Empty;
        span = default;
        if (!rest.Take(SyntaxKind.Word, out var first))
        {
            return false;
        }

        words = first.ToStringValue();
        var last = first;
        if (rest.NextKind() == SyntaxKind.Word)
        {
            List<string> all = [words];
            while (rest.Take(SyntaxKind.Word, out var next))
            {
                all.Add(next.ToStringValue());
                last = next;
            }

            words = string.Join(' ', all);
        }

        span = first.SpanTo(last);
        return true;
    }

    /// <summary>Where the tokens from one place to another stand.</summary>
    /// <param name="start">The first token of the span and all behind it.</param>
    /// <param name="end">The tokens behind the span; at least one token is before them.</param>
    public static SourceSpan SpanUntil(this TokenList<SyntaxKind> start, TokenList<SyntaxKind> end)
    {
        var first = start.ConsumeToken();
        var last = first;
        while (last.Remainder.Position < end.Position)
        {
            last = last.Remainder.ConsumeToken();
        }

        return first.Value.SpanTo(last.Value);
    }

    /// <summary>The result of a parser that expected something else here.</summary>
    /// <param name="input">The tokens from the one that cannot be taken.</param>
    /// <param name="expected">What would have been taken.</param>
    public static TokenListParserResult<SyntaxKind, T> Fail<T>(this TokenList<SyntaxKind> input, params string[] expected) =>
        TokenListParserResult.Empty<SyntaxKind, T>(input, expected);

    /// <summary>The result of a parser that expected a token of another kind here.</summary>
    /// <param name="input">The tokens from the one that cannot be taken.</param>
    /// <param name="expected">The kind that would have been taken.</param>
    public static TokenListParserResult<SyntaxKind, T> Fail<T>(this TokenList<SyntaxKind> input, SyntaxKind expected) =>
        TokenListParserResult.Empty<SyntaxKind, T>(input, [expected]);
}
