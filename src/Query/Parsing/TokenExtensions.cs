using CompExplain.Query.Ast;
using CompExplain.Query.Syntax;
using Superpower.Model;

namespace CompExplain.Query.Parsing;

/// <summary>What a token is and where it stands. Offsets are of UTF-16 code units.</summary>
internal static class TokenExtensions
{
    /// <summary>The kind of a token, or <see cref="SyntaxKind.None"/> before the first and after the last.</summary>
    public static SyntaxKind KindAt(this Token<SyntaxKind>[] tokens, int index) =>
        index >= 0 && index < tokens.Length ? tokens[index].Kind : SyntaxKind.None;

    /// <summary>The token's text, without a copy.</summary>
    public static ReadOnlySpan<char> Text(this Token<SyntaxKind> token) => token.Span.AsReadOnlySpan();

    /// <summary>The offset past the token's last character.</summary>
    public static int End(this Token<SyntaxKind> token) => token.Position.Absolute + token.Span.Length;

    /// <summary>Where the token stands, with the text it stands in.</summary>
    public static SourceSpan SourceSpan(this Token<SyntaxKind> token) => token.SpanTo(token);

    /// <summary>From the first character of one token to the last character of another.</summary>
    public static SourceSpan SpanTo(this Token<SyntaxKind> first, Token<SyntaxKind> last) =>
        new(first.Position.Absolute, last.End() - first.Position.Absolute) { Text = first.Span.Source };
}
