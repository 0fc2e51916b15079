using CompExplain.Query.Ast;
using CompExplain.Query.Parsing;
using CompExplain.Query.Syntax;

namespace CompExplain.Query.Editing;

/// <summary>Says what the pieces of a query's text are, while it is being written.</summary>
public static class Coloring
{
    /// <summary>The pieces, in order; what is between them is space, or cannot be read yet.</summary>
    /// <param name="text">The text, complete or not.</param>
    public static IReadOnlyList<(SourceSpan Span, TokenRole Role)> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        // What stands before the spot that cannot be read has its colours all the same.
        string readable = text;
        var tokens = Lexer.Read(readable, statement: true, out var error);
        while (tokens is null && error is not null && error.Span.Start > 0 && error.Span.Start < readable.Length)
        {
            readable = readable[..error.Span.Start];
            tokens = Lexer.Read(readable, statement: true, out error);
        }

        return tokens is null
            ? []
            : tokens.Select(token => (token.SourceSpan(), RoleOf(token.Kind, token.Text()))).ToList();
    }

    private static TokenRole RoleOf(SyntaxKind kind, ReadOnlySpan<char> text) => kind switch
    {
        SyntaxKind.Open or SyntaxKind.Close or SyntaxKind.Comma => TokenRole.Punctuation,
        >= SyntaxKind.And and <= SyntaxKind.Not or >= SyntaxKind.At and <= SyntaxKind.GreaterOrEqual => TokenRole.Operator,
        SyntaxKind.Hole => TokenRole.Hole,
        SyntaxKind.Quoted or SyntaxKind.Text => TokenRole.Quoted,
        SyntaxKind.Word => text.ContainsAnyExceptInRange('0', '9') ? TokenRole.Name : TokenRole.Number,
        >= SyntaxKind.Unit and <= SyntaxKind.Correct => TokenRole.Constant,
        >= SyntaxKind.Label and <= SyntaxKind.Score => TokenRole.Function,
        >= SyntaxKind.Top => TokenRole.Keyword,
        _ => TokenRole.Name,
    };
}
